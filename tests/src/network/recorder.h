#pragma once

#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "src/protocol/ports.h"

namespace ogsim {

/// Keeps all events, and checks on the way that radio intervals are contiguous and never in the future.
class Recorder final : public Sink {
 public:
    explicit Recorder(const Clock& clock) : clock_(clock) {}

    void on(const Event& event) override {
        if (const auto* interval = std::get_if<RadioInterval>(&event)) {
            SimTime& covered = covered_[interval->node];
            EXPECT_EQ(interval->start, covered) << "node " << interval->node;
            EXPECT_GT(interval->end, interval->start) << "node " << interval->node;
            EXPECT_LE(interval->end, clock_.now()) << "node " << interval->node;
            covered = interval->end;
            times_[interval->node][static_cast<std::size_t>(interval->state)] += interval->end - interval->start;
            intervals.push_back(*interval);
        } else if (const auto* stretch = std::get_if<RadioTimes>(&event)) {
            SimTime& covered = covered_[stretch->node];
            EXPECT_EQ(stretch->start, covered) << "node " << stretch->node;
            EXPECT_LE(stretch->end, clock_.now()) << "node " << stretch->node;
            covered = stretch->end;
            for (std::size_t state = 0; state < kRadioStates; ++state) {
                times_[stretch->node][state] += stretch->times[state];
            }
        } else if (const auto* frame = std::get_if<FrameSent>(&event)) {
            frames.push_back(*frame);
        } else if (const auto* model = std::get_if<ModelSent>(&event)) {
            models.push_back(*model);
        } else if (const auto* foreign = std::get_if<Interfered>(&event)) {
            interfered.push_back(*foreign);
        }
    }

    [[nodiscard]] SimTime time(int node, RadioState state) { return times_[node][static_cast<std::size_t>(state)]; }
    [[nodiscard]] SimTime covered(int node) { return covered_[node]; }
    /// A line per event: equal texts, equal runs.
    [[nodiscard]] std::string digest() const {
        std::string text;
        for (const RadioInterval& i : intervals) {
            text +=
                std::to_string(i.node) + " " + std::string(name(i.state)) + " " + std::to_string(i.end.count()) + "\n";
        }
        for (const FrameSent& f : frames) {
            text += std::to_string(f.node) + " frame " + std::to_string(f.start.count()) + " " +
                    std::to_string(f.size.count) + "\n";
        }
        return text;
    }

    std::vector<RadioInterval> intervals;
    std::vector<FrameSent> frames;
    std::vector<ModelSent> models;
    std::vector<Interfered> interfered;

 private:
    const Clock& clock_;
    std::map<int, SimTime> covered_;
    std::map<int, std::array<SimTime, kRadioStates>> times_;
};

struct HeardUpdate {
    UpdateId update;
    SimTime at;
    std::vector<std::byte> bytes;
};

class ServerEar final : public ServerRadioListener {
 public:
    explicit ServerEar(const Clock& clock) : clock_(clock) {}
    void on_broadcast_sent() override {
        sent.push_back(clock_.now());
        if (then) {
            then();
        }
    }
    void on_update(UpdateId update, Payload message) override {
        updates.push_back({update, clock_.now(), {message.begin(), message.end()}});
        if (then_on_update) {
            then_on_update();
        }
    }

    void on_request(int worker, Payload message) override {
        requests.push_back({{worker, 0}, clock_.now(), {message.begin(), message.end()}});
    }

    std::vector<SimTime> sent;
    std::vector<HeardUpdate> updates;
    std::vector<HeardUpdate> requests;  ///< The round means nothing.
    std::function<void()> then;
    std::function<void()> then_on_update;

 private:
    const Clock& clock_;
};

struct Outcome {
    UpdateId update;
    SendOutcome outcome;
    SimTime at;
};

class WorkerEar final : public WorkerRadioListener {
 public:
    explicit WorkerEar(const Clock& clock) : clock_(clock) {}
    void on_broadcast_begins() override {
        begins.push_back(clock_.now());
        if (then) {
            then();
        }
    }
    void on_broadcast(Payload message) override {
        messages.emplace_back(message.begin(), message.end());
        if (then_on_broadcast) {
            then_on_broadcast();
        }
    }
    void on_outcome(UpdateId update, SendOutcome outcome) override {
        EXPECT_FALSE(is_inside) << "an outcome from inside send() or withdraw()";
        outcomes.push_back({update, outcome, clock_.now()});
    }

    void on_overheard(UpdateId update, Payload message) override {
        overheard.push_back({update, clock_.now(), {message.begin(), message.end()}});
    }

    bool is_inside = false;
    std::vector<HeardUpdate> overheard;
    std::vector<SimTime> begins;
    std::vector<std::vector<std::byte>> messages;
    std::vector<Outcome> outcomes;
    std::function<void()> then;
    std::function<void()> then_on_broadcast;

 private:
    const Clock& clock_;
};

/// `size` bytes, all different from those of another `seed` more often than not.
inline std::vector<std::byte> some_bytes(std::size_t size, std::size_t seed) {
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i) {
        bytes[i] = static_cast<std::byte>((i * 31 + seed * 17 + (i >> 8)) & 0xffU);
    }
    return bytes;
}

}  // namespace ogsim
