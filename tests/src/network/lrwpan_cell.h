#pragma once

#include <functional>
#include <utility>

#include "src/network/media.h"
#include "tests/src/network/cell.h"

namespace ogsim {

/// An 802.15.4 medium with an ear at every radio.
struct LrwpanCell : Cell {
    explicit LrwpanCell(const LrwpanOptions& options)
        : Cell(options.air.workers, [&](Clock& on, Sink& sink) { return make_lrwpan(options, on, sink); }) {}

    void at(SimTime time, std::function<void()> action) { clock.call_at(time, std::move(action)); }
    void send(int worker, std::int64_t round, std::size_t size) {
        ear(worker).is_inside = true;
        medium->worker(worker).send({worker, round}, some_bytes(size, static_cast<std::size_t>(worker)));
        ear(worker).is_inside = false;
        ++sent;
    }
    void withdraw(int worker) {
        ear(worker).is_inside = true;
        medium->worker(worker).withdraw();
        ear(worker).is_inside = false;
    }
    void broadcast(std::int64_t round, std::size_t size) {
        medium->server().broadcast(round, some_bytes(size, static_cast<std::size_t>(round)));
    }
    [[nodiscard]] std::size_t count(SendOutcome wanted) const {
        std::size_t found = 0;
        for (const WorkerEar& worker : workers) {
            for (const Outcome& outcome : worker.outcomes) {
                found += outcome.outcome == wanted ? 1 : 0;
            }
        }
        return found;
    }

    std::size_t sent = 0;
};

}  // namespace ogsim
