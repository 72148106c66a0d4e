#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <vector>

#include "src/network/cell/cell_air.h"

namespace ogsim {

class CellMedium;

/// The server's radio: broadcasts piece by piece, hears updates and requests.
class CellServer final : public ServerRadio {
 public:
    explicit CellServer(CellMedium& medium) : medium_(medium) {}

    void listen(ServerRadioListener& listener) override { listener_ = &listener; }
    void broadcast(std::int64_t round, Payload message) override;
    [[nodiscard]] OrderingClock& ordering_clock() override;

    void switch_off();
    void switch_on();
    [[nodiscard]] bool is_on() const { return is_on_; }
    /// Listening, and not itself sending at any time since `start`.
    [[nodiscard]] bool hears_since(SimTime start) const { return is_on_ && on_since_ <= start && sent_until_ <= start; }
    void sends_until(SimTime end) { sent_until_ = end; }

    [[nodiscard]] std::optional<CellFrame> frame();
    void found_channel_busy(SimTime at);
    /// That piece has left and was received by whoever could.
    void piece_over(const CellFrame& frame);

    void hear_update(UpdateId update, Payload message);
    void hear_request(int worker, Payload message);
    /// A worker asks for what it misses of the newest broadcast.
    void hear_repair(int worker);

    struct Broadcast {
        std::uint64_t serial;
        std::int64_t round;
        std::vector<std::byte> message;
        int count;
    };
    [[nodiscard]] std::shared_ptr<const Broadcast> newest() const { return newest_; }

 private:
    [[nodiscard]] CellFrame piece_frame(std::uint16_t piece) const;
    void next_piece(const CellFrame& last);
    void first_pass_over(SimTime end);
    void ask_workers_what_they_miss();

    CellMedium& medium_;
    ServerRadioListener* listener_ = nullptr;
    bool is_on_ = true;
    SimTime on_since_{0};
    SimTime sent_until_{0};
    std::shared_ptr<const Broadcast> newest_;
    std::deque<std::uint16_t> to_send_;
    bool is_first_pass_ = false;
    bool is_sending_ = false;
    int deferred_ = 0;        // pauses before the piece, as no free channel was found
    SimTime began_{0};        // its first piece
    SimTime burst_began_{0};  // the transmit opportunity
};

}  // namespace ogsim
