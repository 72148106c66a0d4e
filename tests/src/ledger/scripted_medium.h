#pragma once

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "src/protocol/ports.h"

namespace ogsim {

/// A radio's life as a test writes it: a state and how long it lasts, one after the other; the last one for ever.
using Life = std::vector<std::pair<RadioState, SimTime>>;

/// A medium whose radios do what their lives say, and tell it when they are asked.
class ScriptedMedium final : public Medium {
 public:
    ScriptedMedium(const Clock& clock, Sink& sink, std::vector<Life> lives)
        : clock_(clock), sink_(sink), lives_(std::move(lives)), metered_(lives_.size()), off_since_(lives_.size()) {}

    void meter_up_to_now() override {
        ++meterings;
        for (std::size_t node = 0; node < lives_.size(); ++node) {
            meter(node);
        }
    }
    void switch_off(int node) override {
        meter(static_cast<std::size_t>(node));
        off_since_.at(static_cast<std::size_t>(node)) = clock_.now();
    }
    void switch_on(int) override { throw std::logic_error("no way back here"); }
    WorkerRadio& worker(int) override { throw std::logic_error("no radio here"); }
    ServerRadio& server() override { throw std::logic_error("no radio here"); }

    int meterings = 0;

 private:
    void meter(std::size_t node) {
        SimTime end{0};
        for (std::size_t part = 0; part < lives_[node].size() && !off_since_[node]; ++part) {
            const auto [state, length] = lives_[node][part];
            end = part + 1 == lives_[node].size() ? clock_.now() : std::min(clock_.now(), end + length);
            emit(node, state, end);
        }
        emit(node, RadioState::kOff, clock_.now());
    }
    void emit(std::size_t node, RadioState state, SimTime end) {
        if (end > metered_[node]) {
            sink_.on(RadioInterval{static_cast<int>(node), state, metered_[node], end});
            metered_[node] = end;
        }
    }

    const Clock& clock_;
    Sink& sink_;
    std::vector<Life> lives_;
    std::vector<SimTime> metered_;
    std::vector<std::optional<SimTime>> off_since_;
};

}  // namespace ogsim
