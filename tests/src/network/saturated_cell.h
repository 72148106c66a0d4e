#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <vector>

#include "src/network/media.h"
#include "src/network/simulation.h"

namespace ogsim {

/// Counts frames of updates, and of those the ones that went at the same time as another.
class SaturationCount final : public Sink {
 public:
    void on(const Event& event) override {
        if (const auto* frame = std::get_if<FrameSent>(&event); frame != nullptr && frame->update) {
            ++attempts;
            is_open_ = frame->start < end_;
            collided += is_open_ ? 1 + (was_counted_ ? 0 : 1) : 0;
            was_counted_ = is_open_;
            end_ = std::max(end_, frame->end);
        }
    }
    std::int64_t attempts = 0;
    std::int64_t collided = 0;

 private:
    SimTime end_{0};
    bool is_open_ = false;
    bool was_counted_ = false;
};

/// Workers that always have a message to send: as one ends, the next is handed over.
class SaturatedSources {
 public:
    SaturatedSources(Medium& medium, int workers, std::size_t bytes) : message_(bytes) {
        for (int i = 0; i < workers; ++i) {
            sources_.push_back(std::make_unique<Source>(medium.worker(i), i, *this));
            medium.worker(i).listen(*sources_.back());
        }
    }
    void start() {
        for (const auto& source : sources_) {
            source->send();
        }
    }
    std::int64_t delivered = 0;
    std::int64_t failed = 0;

 private:
    class Source final : public WorkerRadioListener {
     public:
        Source(WorkerRadio& radio, int index, SaturatedSources& all) : radio_(radio), index_(index), all_(all) {}
        void send() { radio_.send({index_, ++round_}, all_.message_); }
        void on_broadcast_begins() override {}
        void on_broadcast(Payload) override {}
        void on_outcome(UpdateId, SendOutcome outcome) override {
            ++(outcome == SendOutcome::kAcknowledged ? all_.delivered : all_.failed);
            send();
        }

     private:
        WorkerRadio& radio_;
        const int index_;
        SaturatedSources& all_;
        std::int64_t round_ = 0;
    };

    std::vector<std::byte> message_;
    std::vector<std::unique_ptr<Source>> sources_;
};

struct Measured {
    double delivered_per_second, collision;
};

template <class Make>
Measured saturate(int workers, std::size_t bytes, SimTime span, const Make& make) {
    Simulation simulation;
    SaturationCount count;
    const std::unique_ptr<Medium> medium = make(simulation.clock(), count);
    SaturatedSources sources(*medium, workers, bytes);
    simulation.clock().call_at(SimTime{0}, [&] { sources.start(); });
    simulation.run_until(span);
    return {static_cast<double>(sources.delivered) / seconds(span).si,
            static_cast<double>(count.collided) / static_cast<double>(count.attempts)};
}

inline Measured saturate_cell(const CellOptions& options, std::size_t bytes, SimTime span) {
    return saturate(options.air.workers, bytes, span,
                    [&](Clock& clock, Sink& sink) { return make_cell(options, clock, sink); });
}

inline Measured saturate_wifi(const WifiOptions& options, std::size_t bytes, SimTime span) {
    return saturate(options.air.workers, bytes, span,
                    [&](Clock& clock, Sink& sink) { return make_wifi(options, clock, sink); });
}

inline Measured saturate_lrwpan(const LrwpanOptions& options, std::size_t bytes, SimTime span) {
    return saturate(options.air.workers, bytes, span,
                    [&](Clock& clock, Sink& sink) { return make_lrwpan(options, clock, sink); });
}

/// 802.11n without EIFS: frames of 1000 bytes delivered as ns-3 delivers them.
inline void expect_as_ns3(int workers, std::uint64_t seed, SimTime span, double tolerance) {
    const AirOptions air{.workers = workers, .seed = seed, .radius = Metres{5}, .retries = 0};
    const double here = saturate_cell({.air = air, .eifs = false}, 1000, span).delivered_per_second;
    const double there = saturate_wifi({.air = air}, 1000, span).delivered_per_second;
    EXPECT_NEAR(here / there, 1.0, tolerance) << workers << " workers: " << here << " and " << there;
}

}  // namespace ogsim
