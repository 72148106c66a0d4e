#pragma once

#include <memory>
#include <random>
#include <vector>

#include "src/network/cell/cell_air.h"
#include "src/network/cell/cell_broadcast.h"
#include "src/network/cell/cell_rules.h"
#include "src/network/cell/cell_server.h"
#include "src/network/cell/cell_worker.h"
#include "src/network/media.h"

namespace ogsim {

/// One collision domain of a named radio: everybody hears everybody for carrier sense (there are no hidden nodes), and
/// distance decides only whether a frame is decoded. Message by message: a frame is one event, not packets in queues.
///
/// Messages are cut as on the medium wifi (a header of 20 bytes stands in each piece), with 802.15.4 as on lrwpan (8
/// bytes), so that bytes agree.
/// Updates and requests are acknowledged and retried by the MAC; what it gives up is sent again up to `retries` times
/// after a random pause, and without limit where 802.15.4 found no free channel for it. Broadcasts are sent once, at
/// the priority of voice with 802.11, after a smaller first backoff with 802.15.4; with DownlinkRepair::kAsk those who
/// got a part ask for the rest when it is over.
///
/// Not modelled: propagation time, hidden nodes, RTS/CTS, aggregation, rate control, association, the failing of a
/// preamble apart from its frame, interference that covers a part of a frame only.
class CellMedium final : public Medium, private CellAir::User {
 public:
    CellMedium(const CellOptions& options, Clock& clock, Sink& sink);

    [[nodiscard]] WorkerRadio& worker(int worker) override;
    [[nodiscard]] ServerRadio& server() override { return server_; }
    void meter_up_to_now() override { air_.meter().up_to(clock_.now()); }
    void switch_off(int node) override;
    void switch_on(int node) override;
    /// Not with DownlinkRepair::kAsk, for which each worker keeps book of its pieces, nor where they overhear.
    bool tell_crowd(CrowdListener& listener) override;

 private:
    friend class CellWorker;
    friend class CellServer;

    std::optional<CellFrame> frame_of(int node) override;
    void gave_up(int node, SimTime at) override;
    void frame_over(const CellFrame& frame) override;

    void data_over(const CellFrame& frame);
    void ack_over(const CellFrame& frame);
    void model_over(const CellFrame& frame);
    void crowd_model_over(const CellFrame& frame);
    [[nodiscard]] std::vector<int> who_missed(const CellFrame& frame);
    [[nodiscard]] bool misses(int worker, const CellFrame& frame, const std::vector<const CellFrame*>& others);
    void acknowledge(const CellFrame& frame);
    void piece_arrived(CellJob& job, std::uint16_t piece);
    void overhear(const CellFrame& frame);
    /// Power of other frames and of the foreign sender at a worker, while that frame was on.
    [[nodiscard]] Watts others_at(int worker, const CellFrame& frame, const std::vector<const CellFrame*>& others);
    /// Whether the receiver had locked on to another frame when this one began.
    [[nodiscard]] bool is_too_late(int receiver, const CellFrame& frame, const std::vector<const CellFrame*>& others);
    [[nodiscard]] bool server_decodes(const CellFrame& frame);
    [[nodiscard]] bool worker_decodes(int worker, const CellFrame& frame, const std::vector<const CellFrame*>& others);
    /// When contention for the next attempt may begin, after no acknowledgement came.
    [[nodiscard]] SimTime retry_from(SimTime data_end) const;
    [[nodiscard]] std::unique_ptr<ChannelAccess> make_access(const CellOptions& options) const;
    [[nodiscard]] CellWorker& at(int worker) { return workers_[static_cast<std::size_t>(worker)]; }
    /// Before a piece is tried again that the MAC gave up: uniform up to CellRules::longest_pause.
    [[nodiscard]] SimTime pause(int node, int attempt);
    [[nodiscard]] std::uint64_t new_serial() { return ++last_serial_; }
    void later(SimTime delay, std::function<void()> action) { clock_.call_at(clock_.now() + delay, std::move(action)); }

    const CellRules rules_;
    const AirOptions options_;
    Clock& clock_;
    Sink& sink_;
    CellChannel channel_;
    CellAir air_;
    CellServer server_;
    std::vector<CellWorker> workers_;
    std::mt19937_64 pauses_;
    std::optional<CellBroadcast> crowd_;  // where one listener hears for all
    std::uint64_t last_serial_ = 0;
};

}  // namespace ogsim
