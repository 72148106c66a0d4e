#include "src/network/ideal/ideal_medium.h"

#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace ogsim {

class IdealMedium::WorkerEnd final : public WorkerRadio {
 public:
    WorkerEnd(IdealMedium& medium, int index) : medium_(medium), index_(index) {}

    void listen(WorkerRadioListener& listener) override { listener_ = &listener; }

    void send(UpdateId update, Payload message) override {
        if (is_dead_) {
            end_later(update, SendOutcome::kFailed);
            return;
        }
        open_.push_back(update);
        hand_over({update, {message.begin(), message.end()}});
    }

    void request(Payload message) override {
        if (is_dead_) {
            return;
        }
        take_back_request();
        hand_over({{index_, 0}, {message.begin(), message.end()}, true});
    }

    void withdraw() override {
        std::erase_if(open_, [this](UpdateId update) {
            const bool was_waiting =
                medium_.take_back(update) ||
                std::erase_if(delayed_, [update](const Message& each) { return each.update == update; }) > 0;
            if (was_waiting) {
                end_later(update, SendOutcome::kWithdrawn);
            }
            return was_waiting;
        });
    }

    void sleep() override { rest(RadioState::kSleep); }
    void wake() override {
        if (state_ == RadioState::kSleep) {
            rest(RadioState::kSwitch);
            waking_ = medium_.clock_.call_at(medium_.clock_.now() + medium_.wake_time_, [this] { woken(); });
        }
    }
    [[nodiscard]] OrderingClock& ordering_clock() override { return medium_.ordering_; }

    void switch_on() {
        if (std::exchange(is_dead_, false)) {
            rest(RadioState::kIdle);
        }
    }

    void switch_off() {
        rest(RadioState::kOff);
        is_dead_ = true;
        take_back_request();
        delayed_.clear();
        for (const UpdateId update : std::exchange(open_, {})) {
            medium_.take_back(update);
            end_later(update, SendOutcome::kFailed);
        }
    }

    void hear_broadcast(const Message& message) {
        if (has_heard(message)) {
            listener_->on_broadcast_begins();
            listener_->on_broadcast(message.bytes);
        }
    }

    void overhear(const Message& message) {
        if (message.update.worker != index_ && has_heard(message)) {
            listener_->on_overheard(message.update, message.bytes);
        }
    }

    void left(UpdateId update, SendOutcome outcome) {
        std::erase(open_, update);
        end(update, outcome);
    }

    [[nodiscard]] bool is_dead() const { return is_dead_; }

 private:
    [[nodiscard]] bool has_heard(const Message& message) const {
        return listener_ != nullptr && state_ == RadioState::kIdle && awake_since_ <= message.start;
    }

    void hand_over(Message message) {
        if (state_ == RadioState::kIdle) {
            medium_.request(std::move(message));
        } else {
            delayed_.push_back(std::move(message));
        }
    }

    void take_back_request() {
        const auto is_mine = [this](const Message& each) { return each.is_request && each.update.worker == index_; };
        std::erase_if(delayed_, is_mine);
        std::erase_if(medium_.waiting_, is_mine);
    }

    void woken() {
        rest(RadioState::kIdle);
        for (Message& message : std::exchange(delayed_, {})) {
            medium_.request(std::move(message));
        }
    }

    void rest(RadioState state) {
        if (is_dead_ || state == state_) {
            return;
        }
        medium_.clock_.cancel(std::exchange(waking_, 0));
        medium_.meter_.rest(index_, state, medium_.clock_.now());
        state_ = state;
        awake_since_ = medium_.clock_.now();
    }

    void end_later(UpdateId update, SendOutcome outcome) {
        medium_.clock_.call_at(medium_.clock_.now(), [this, update, outcome] { end(update, outcome); });
    }

    void end(UpdateId update, SendOutcome outcome) {
        if (listener_ != nullptr) {
            listener_->on_outcome(update, outcome);
        }
    }

    IdealMedium& medium_;
    int index_;
    WorkerRadioListener* listener_ = nullptr;
    std::vector<UpdateId> open_;    // outcome not told yet
    std::vector<Message> delayed_;  // given while the radio was not awake
    TimerId waking_ = 0;            // 0: none
    RadioState state_ = RadioState::kIdle;
    SimTime awake_since_{0};
    bool is_dead_ = false;
};

class IdealMedium::ServerEnd final : public ServerRadio {
 public:
    explicit ServerEnd(IdealMedium& medium) : medium_(medium) {}

    void listen(ServerRadioListener& listener) override { listener_ = &listener; }
    void broadcast(std::int64_t round, Payload message) override {
        if (!is_dead_) {
            medium_.request({{kServer, round}, {message.begin(), message.end()}});
        }
    }
    [[nodiscard]] OrderingClock& ordering_clock() override { return medium_.ordering_; }

    void hear(const Message& message) {
        if (listener_ == nullptr || is_dead_) {
            return;
        }
        if (message.is_request) {
            listener_->on_request(message.update.worker, message.bytes);
        } else {
            listener_->on_update(message.update, message.bytes);
        }
    }
    void broadcast_sent() {
        if (listener_ != nullptr) {
            listener_->on_broadcast_sent();
        }
    }
    void switch_off() {
        is_dead_ = true;
        std::erase_if(medium_.waiting_, [](const Message& each) { return each.update.worker == kServer; });
    }
    void switch_on() { is_dead_ = false; }
    [[nodiscard]] bool is_dead() const { return is_dead_; }

 private:
    IdealMedium& medium_;
    ServerRadioListener* listener_ = nullptr;
    bool is_dead_ = false;
};

IdealMedium::IdealMedium(const IdealOptions& options, Clock& clock, Sink& sink)
    : clock_(clock),
      sink_(sink),
      rate_(options.rate),
      wake_time_(options.wake_time),
      overhearing_(options.overhearing),
      meter_(options.workers, sink),
      ordering_(clock),
      server_(std::make_unique<ServerEnd>(*this)) {
    for (int worker = 0; worker < options.workers; ++worker) {
        workers_.push_back(std::make_unique<WorkerEnd>(*this, worker));
    }
}

IdealMedium::~IdealMedium() = default;

WorkerRadio& IdealMedium::worker(int worker) {
    return *workers_.at(static_cast<std::size_t>(worker));
}

ServerRadio& IdealMedium::server() {
    return *server_;
}

void IdealMedium::meter_up_to_now() {
    meter_.up_to(clock_.now());
}

void IdealMedium::switch_off(int node) {
    if (on_air_ && on_air_->update.worker == node) {
        on_air_->is_broken = true;
    }
    if (node == kServer) {
        meter_.rest(kServer, RadioState::kOff, clock_.now());
        server_->switch_off();
    } else {
        workers_.at(static_cast<std::size_t>(node))->switch_off();
    }
}

void IdealMedium::switch_on(int node) {
    if (node == kServer) {
        meter_.rest(kServer, RadioState::kIdle, clock_.now());
        server_->switch_on();
    } else {
        workers_.at(static_cast<std::size_t>(node))->switch_on();
    }
}

void IdealMedium::request(Message message) {
    if (message.update.worker == kServer || message.is_request) {
        waiting_.push_front(std::move(message));
    } else {
        waiting_.push_back(std::move(message));
    }
    if (!is_busy()) {
        start_next();
    }
}

bool IdealMedium::take_back(UpdateId update) {
    return std::erase_if(waiting_, [update](const Message& waiting) {
               return !waiting.is_request && waiting.update == update;
           }) > 0;
}

void IdealMedium::start_next() {
    if (waiting_.empty()) {
        return;
    }
    on_air_ = std::move(waiting_.front());
    waiting_.pop_front();
    const SimTime start = clock_.now();
    const Bytes size{static_cast<std::int64_t>(on_air_->bytes.size())};
    const SimTime end = start + sim_time(size / rate_);
    on_air_->start = start;
    const UpdateId update = on_air_->update;
    meter_.on_air(update.worker, start, end);
    const bool is_request = on_air_->is_request;
    const auto carried = update.worker == kServer || is_request ? std::nullopt : std::optional(update);
    sink_.on(FrameSent{update.worker, carried, start, end, size, false, is_request});
    ordering_.busy_until(end);
    clock_.call_at(end, [this] { end_transmission(); });
}

void IdealMedium::end_transmission() {
    is_delivering_ = true;  // what is asked for meanwhile waits, so that a stop signal overtakes the queue
    const Message message = *std::exchange(on_air_, std::nullopt);
    if (message.is_broken) {
        // Nobody got it whole, and who sent it has been told.
    } else if (message.update.worker == kServer) {
        deliver_broadcast(message);
    } else {
        deliver(message);
    }
    is_delivering_ = false;
    start_next();
}

void IdealMedium::deliver(const Message& message) {
    WorkerEnd& sender = *workers_[static_cast<std::size_t>(message.update.worker)];
    if (sender.is_dead()) {
        return;  // it died while sending, and has been told
    }
    if (message.is_request) {
        server_->hear(message);
        return;
    }
    const SendOutcome outcome = server_->is_dead() ? SendOutcome::kFailed : SendOutcome::kAcknowledged;
    server_->hear(message);
    sender.left(message.update, outcome);
    if (overhearing_ == Overhearing::kOn) {
        for (const auto& worker : workers_) {
            worker->overhear(message);
        }
    }
}

void IdealMedium::deliver_broadcast(const Message& message) {
    if (server_->is_dead()) {
        return;
    }
    sink_.on(ModelSent{message.update.round, message.start, clock_.now(),
                       Bytes{static_cast<std::int64_t>(message.bytes.size())}});
    for (const auto& worker : workers_) {
        worker->hear_broadcast(message);
    }
    server_->broadcast_sent();
}

std::unique_ptr<Medium> make_ideal(const IdealOptions& options, Clock& clock, Sink& sink) {
    if (options.workers < 1) {
        throw std::invalid_argument("workers must be >= 1, got " + std::to_string(options.workers));
    }
    if (!(options.rate.si > 0.0) || !std::isfinite(options.rate.si)) {
        throw std::invalid_argument("rate must be finite and > 0 bit/s, got " + std::to_string(options.rate.si));
    }
    return std::make_unique<IdealMedium>(options, clock, sink);
}

}  // namespace ogsim
