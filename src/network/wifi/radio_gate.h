#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "src/network/media.h"
#include "src/network/wifi/air_log.h"
#include "src/network/wifi/gated_channel.h"
#include "src/network/wifi/phy_replica.h"
#include "src/network/wifi/wifi_worker.h"

namespace ogsim {

/// Keeps the workers that have nothing to send off the channel. Nothing else shall change: who is off costs no
/// event a frame, and is told afterwards, from a log of what was on the air, what it would have heard.
///
/// On the channel is who has something to send, or falls due before it could notice the frame that goes out now. Who
/// comes on gets what its MAC would know: the end of what it heard last, and what that frame claimed. Who is off has
/// its ordering clock and its meter brought up to date when somebody asks, and hears the server's broadcasts.
class RadioGate final : public GatedChannel::Watch {
 public:
    /// The workers must be attached to their devices, and idle.
    RadioGate(const WifiOptions& options, ns3::Ptr<GatedChannel> channel, std::shared_ptr<ErrorRates> rates,
              ns3::Ptr<ns3::WifiNetDevice> server, const std::vector<ns3::Ptr<WifiWorker>>& workers, Clock& clock,
              Sink& sink);
    ~RadioGate() override;
    RadioGate(const RadioGate&) = delete;
    RadioGate& operator=(const RadioGate&) = delete;

    void before(const ns3::SpectrumSignalParameters& signal) override;
    void after(const ns3::SpectrumSignalParameters& signal) override;

    void meter_up_to_now(int worker);
    /// The worker is on the channel from now on, until it has nothing to send. In the middle of a frame its MAC is told
    /// of it, and its radio comes when that is over.
    void put_on(int worker);
    /// The same, also in the middle of a frame: its MAC knew of none.
    void put_on_at_once(int worker);
    /// How long until a worker that was put on is there; 0 where it is.
    [[nodiscard]] SimTime time_until_on(int worker) const;
    /// From now on the worker's own meter tells, though its radio may not be there yet.
    void hand_over_meter(int worker);
    /// What all have been told of may be forgotten.
    void forget_the_past();

 private:
    struct Ear final : FreezingClock::Keeper {
        void bring_up_to_date() override { gate->bring_up_to_date(*this); }
        void changed() override { gate->plan(*this); }

        RadioGate* gate = nullptr;
        WifiWorker* worker = nullptr;
        int index = 0;
        bool is_off = false;    // the channel
        std::size_t since = 0;  // first burst that it was off for
        std::size_t back = 0;   // first burst that it is on again for
        std::size_t next = 0;   // first burst of which it is not told yet
        TimerId joining = 0;    // at the end of a frame; 0: not joining
        bool meters_itself = false;
        SimTime metered{0};  // told up to here
        SimTime counted{0};  // known up to here
        std::array<SimTime, kRadioStates> times{};
        SimTime delay{0};  // from the server
        std::optional<SimTime> planned;
    };
    struct Listeners {
        std::size_t burst, frame;
        std::size_t next = 0;  // in near_first_
        FragmentHeader header;
        std::vector<std::byte> bytes;
        SimTime end;
    };

    void take_off(Ear& ear);
    void put_on(Ear& ear);
    void put_on_now(Ear& ear);
    void join(Ear& ear);
    void tell_the_mac(Ear& ear);
    void bring_up_to_date(Ear& ear);
    void hear(Ear& ear, const Burst& burst, SimTime now);
    void count(Ear& ear, RadioState state, SimTime from, SimTime until);
    void flush(Ear& ear);
    void plan(Ear& ear);
    void unplan(Ear& ear);
    [[nodiscard]] SimTime end_of_burst(const Ear& ear) const;
    [[nodiscard]] std::optional<SimTime> due(Ear& ear);
    void arm();
    void act();
    void prepare(const AirFrame& frame);
    [[nodiscard]] SimTime fastest();
    void fastest_stands(SimTime from, SimTime until);
    [[nodiscard]] std::vector<int> who_may_be_due(SimTime limit);
    void put_on_who_is_due(const std::vector<int>& workers, SimTime limit);
    void hear_all_plain(Ear& ear);
    void tell_listeners(std::shared_ptr<Listeners> listeners);
    [[nodiscard]] bool is_heard(const Ear& ear, const Listeners& listeners) const;
    [[nodiscard]] AirFrame frame_of(const ns3::SpectrumSignalParameters& signal) const;

    const WifiOptions& options_;
    ns3::Ptr<GatedChannel> channel_;
    Clock& clock_;
    Sink& sink_;
    ns3::Ptr<ns3::WifiPhy> like_;
    StaticAir air_;
    PhyReplica ears_;
    AirLog log_;
    FreezingClock fastest_;    // no worker's clock runs faster
    SimTime stands_from_{0};   // it will stand still from then on ...
    SimTime stands_until_{0};  // ... until then
    SimTime eifs_;             // beyond DIFS
    SimTime contention_;       // see PhyEars
    std::vector<std::unique_ptr<Ear>> workers_;
    std::vector<int> near_first_;              // workers by the time a frame of the server takes to them
    std::set<int> on_;                         // the channel
    std::set<std::pair<SimTime, int>> plans_;  // of workers off the channel: the time on it before which none acts
    std::optional<SimTime> armed_for_;
    bool is_acting_ = false;
    TimerId armed_ = 0;
    SimTime longest_frame_{0};
};

}  // namespace ogsim
