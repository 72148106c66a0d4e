#pragma once

#include <vector>

#include "src/network/lrwpan/lrwpan_station.h"

namespace ogsim::lrwpan {

/// The server's radio: broadcasts without acknowledgement, one frame after another and with the least backoff, sends
/// again what workers ask for, and puts their updates together.
class LrwpanServer final : public Station, public ServerRadio {
 public:
    LrwpanServer(const LrwpanOptions& options, Clock& clock, Sink& sink);

    void listen(ServerRadioListener& listener) override { listener_ = &listener; }
    void broadcast(std::int64_t round, Payload message) override;
    [[nodiscard]] OrderingClock& ordering_clock() override { return idle_clock(); }

    /// Whether all pieces of it have arrived; whether that one has.
    [[nodiscard]] bool has(UpdateId update) const;
    [[nodiscard]] bool has(int worker, PieceKind kind, std::int64_t serial, std::uint16_t index) const;

 private:
    /// What comes from one worker.
    struct Inbox {
        Assembly update, request, ask;
    };

    void heard(int from, const PieceHeader& header, Payload frame) override;
    void goes_on_air(const Job& job, SimTime start, SimTime end) override;
    void ended(const Job&, bool) override {}
    void dies() override;
    void repair(Payload asked);

    ServerRadioListener* listener_ = nullptr;
    std::vector<Inbox> from_;
    std::int64_t broadcasts_ = 0;
    std::int64_t round_ = 0;
    std::vector<std::vector<std::byte>> model_;  // the frames of the last broadcast
    Bytes model_size_{0};
    SimTime broadcast_start_{0};
    TimerId broadcast_end_ = 0;
};

}  // namespace ogsim::lrwpan
