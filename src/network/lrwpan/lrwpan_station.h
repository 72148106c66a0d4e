#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <random>
#include <vector>

#include "ns3/application.h"
#include "ns3/lr-wpan-net-device.h"
#include "src/network/lrwpan/ear_phy.h"
#include "src/network/lrwpan/piece.h"
#include "src/network/lrwpan/state_meter.h"
#include "src/network/media.h"
#include "src/protocol/freezing_clock.h"

namespace ogsim::lrwpan {

/// A message on its way out.
struct Job {
    PieceKind kind;
    std::int64_t serial = 0;
    std::optional<UpdateId> update = {};  ///< Of kUpdate.
    std::vector<std::vector<std::byte>> frames = {};
    std::size_t next = 0;       ///< The frame that is sent now: those before it are through.
    int times_on_air = 0;       ///< Of that frame.
    int resent = 0;             ///< How often it was given to the MAC again after the MAC's last retry.
    int deferred = 0;           ///< How often in a row the MAC found no free channel for it.
    bool is_withdrawn = false;  ///< The frame that the MAC has is the last one.
    bool is_repair = false;     ///< Pieces of a model that somebody asked for.
};

/// What server and worker have in common: an ns-3 application over one 802.15.4 device; its outbox, meter and ordering
/// clock.
///
/// The MAC is given one frame at a time, and the next when it has confirmed that one: ns-3's queue cannot be emptied. A
/// frame that finds no free channel goes back to the MAC after a random pause, as often as it takes; one that is not
/// acknowledged, `retries` times.
///
///     pause = uniform in [0, min(2^(min_be + n), 2^max_be - 2^min_be) * 320 us),  n = pauses for this frame before
///
/// so that pause and first backoff together are never longer than the MAC's own longest backoff.
///
/// Metered: BUSY_TX as tx, BUSY_RX as rx, energy above the CCA's threshold otherwise as busy, all else as idle, the
/// turnaround of 192 us too, both ways.
class Station : public ns3::Application, private PhyListener {
 public:
    /// @param node  worker, or kServer.
    Station(int node, const LrwpanOptions& options, Clock& clock, Sink& sink);

    virtual void attach(ns3::Ptr<ns3::LrWpanNetDevice> device, ns3::Ptr<EarPhy> phy);
    /// Nothing of the medium is called or emitted from here on: it is going.
    virtual void detach();
    void meter_up_to_now() { meter_.up_to(clock_.now()); }
    void switch_off();
    void switch_on();
    [[nodiscard]] FreezingClock& idle_clock() { return *ordering_; }

 protected:
    enum class Place { kLast, kNext };
    void submit(Job job, Place place = Place::kLast);
    /// Takes back the jobs that `which` names. A frame that the MAC has is taken back as soon as the MAC lets it.
    void withdraw_jobs(const std::function<bool(const Job&)>& which);
    [[nodiscard]] std::deque<Job>& jobs() { return jobs_; }
    [[nodiscard]] bool is_at_mac(const Job& job) const { return mac_has_ && !is_orphaned_ && &job == &jobs_.front(); }

    /// A frame of ours came in, addressed to this node or to all.
    virtual void heard(int from, const PieceHeader& header, Payload frame) = 0;
    /// The MAC had an acknowledgement for the job's frame. Whether it was really ours: they carry no address, only a
    /// number of 8 bits.
    [[nodiscard]] virtual bool is_received(const Job& /*job*/) const { return true; }
    virtual void goes_on_air(const Job& /*job*/, SimTime /*start*/, SimTime /*end*/) {}
    /// The job left: all of it, or not. Called from an event of its own, or from switch_off() and withdraw_jobs().
    virtual void ended(const Job& job, bool is_through) = 0;
    virtual void dies() = 0;

    void sleep_when_free();
    void wake_up();
    void later(std::function<void()> action);
    /// Not dead, and the medium is still there.
    [[nodiscard]] bool is_alive() const { return ordering_.has_value() && !is_dead_; }
    [[nodiscard]] bool is_awake() const { return is_alive() && rest_ == Rest::kAwake; }
    /// In [0, 1).
    [[nodiscard]] double uniform() { return static_cast<double>(random_() >> 11U) * 0x1p-53; }

    const int node_;
    const LrwpanOptions& options_;
    Clock& clock_;
    Sink& sink_;
    ns3::Ptr<ns3::LrWpanNetDevice> device_;

 private:
    enum class Rest { kAwake, kAsleep, kWaking };

    void DoDispose() override;
    void on_energy(SimTime end) override;
    void on_phy_state() override { refresh_meter(); }
    void on_frame_begins(ns3::Ptr<const ns3::Packet> psdu) override;
    void on_mac_state(ns3::LrWpanMacState before, ns3::LrWpanMacState after);
    void on_confirm(ns3::McpsDataConfirmParams confirm);
    void on_indication(ns3::McpsDataIndicationParams from, ns3::Ptr<ns3::Packet> packet);

    void serve();
    void hand_to_mac(const std::vector<std::byte>& frame, bool is_broadcast);
    void confirmed(ns3::LrWpanMcpsDataConfirmStatus status);
    void again(Job& job, bool was_on_air);
    void finish(bool is_through);
    void abort_when_possible();
    void fall_asleep_if_free();
    void awake();
    void refresh_meter();
    [[nodiscard]] RadioState radio_state() const;
    [[nodiscard]] SimTime pause(int attempt);

    ns3::Ptr<EarPhy> phy_;
    StateMeter meter_;
    std::optional<FreezingClock> ordering_;
    std::mt19937_64 random_;
    std::deque<Job> jobs_;
    TimerId pause_ = 0;  // running: the first job's frame waits
    bool mac_has_ = false;
    bool is_orphaned_ = false;  // what the MAC has is of no job any more
    bool wants_back_ = false;   // it is to be taken back
    ns3::LrWpanMacState mac_state_ = ns3::MAC_IDLE;
    bool is_dead_ = false;
    Rest rest_ = Rest::kAwake;
    bool wants_sleep_ = false;
    TimerId waking_ = 0;
    SimTime energy_end_{0};
};

[[nodiscard]] ns3::Mac16Address address_of(int node);
/// Nothing where it is no address of ours.
[[nodiscard]] std::optional<int> node_of(ns3::Mac16Address address);
/// Longest a channel on which somebody still has a frame to send stays idle: see idle_clock().
[[nodiscard]] SimTime contention(const LrwpanOptions& options);

}  // namespace ogsim::lrwpan
