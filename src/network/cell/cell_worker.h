#pragma once

#include <functional>
#include <vector>

#include "src/network/cell/cell_air.h"
#include "src/network/cell/cell_job.h"

namespace ogsim {

class CellMedium;

/// A worker's radio: its messages, piece by piece, and what it hears. Small where nothing is being sent.
class CellWorker final : public WorkerRadio {
 public:
    CellWorker(CellMedium& medium, int index) : medium_(&medium), index_(index) {}

    void listen(WorkerRadioListener& listener) override { listener_ = &listener; }
    void send(UpdateId update, Payload message) override;
    void withdraw() override;
    void request(Payload message) override;
    void sleep() override;
    void wake() override;
    [[nodiscard]] OrderingClock& ordering_clock() override;

    void switch_off();
    void switch_on();
    /// Nobody listens to what is sent to the server any more: it was switched off, and forgets what it had.
    void server_forgot();

    /// Its turn has come.
    [[nodiscard]] std::optional<CellFrame> frame();
    void found_channel_busy(SimTime at);
    /// The server's radio acknowledged that piece.
    void acknowledged(std::uint64_t serial, std::uint16_t piece);
    /// It did not, or nobody heard it. The next attempt may contend from `from` on.
    void missed(const CellFrame& frame, SimTime from);

    /// Awake and listening ever since `start`.
    [[nodiscard]] bool hears_since(SimTime start) const {
        return listener_ != nullptr && state_ == RadioState::kIdle && awake_since_ <= start;
    }
    /// A piece of the broadcast with that serial.
    void got_model(std::uint64_t serial, std::uint16_t piece, int count, const std::vector<std::byte>& message);
    void overhears(UpdateId update, Payload message) { listener_->on_overheard(update, message); }
    /// Asks for what is missing of that broadcast, if it knows of it.
    void ask_for_missing(std::uint64_t serial);
    [[nodiscard]] bool misses(std::uint64_t serial, std::uint16_t piece) const;
    [[nodiscard]] CellJob* job(std::uint64_t serial);

 private:
    friend class CellMedium;

    void offer(CellJob job);
    void go_on(bool is_fresh);
    void put_back();
    void woken(SimTime since);
    void given_up(SimTime from);
    void resend_later(CellJob& sent, SimTime from);
    void retry_after_pause(SimTime from, int attempt);
    void resend_after_pause(std::uint64_t serial, std::uint16_t piece);
    void end(CellJob& job, SendOutcome ending);
    void settle(std::uint64_t serial, SimTime delay);
    void tell(UpdateId update, SendOutcome outcome, SimTime delay);
    void drop_current();
    void rest(RadioState state);
    void erase(std::uint64_t serial);
    void cancel_waiting(CellJob::Kind kind);

    CellMedium* medium_;
    WorkerRadioListener* listener_ = nullptr;
    std::vector<CellJob> jobs_;  // in order of sending
    SimTime awake_since_{0};
    std::uint64_t current_ = 0;  // serial of the message whose piece the MAC has; 0: none
    int index_;
    int attempts_ = 0;  // of that piece
    int deferred_ = 0;  // pauses before it, as no free channel was found
    std::uint16_t piece_ = 0;
    bool is_on_air_ = false;  // sent, and its acknowledgement still possible
    RadioState state_ = RadioState::kIdle;
    int repair_tries_ = 0;         // since the last piece came
    int got_ = 0;                  // pieces of the newest broadcast
    std::uint64_t heard_ = 0;      // its serial; 0: none
    std::vector<bool> has_piece_;  // of it; empty where nobody asks for what is missing
};

}  // namespace ogsim
