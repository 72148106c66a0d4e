#pragma once

#include <functional>
#include <map>
#include <set>
#include <utility>

#include "src/network/media.h"
#include "tests/src/network/cell.h"

namespace ogsim {

/// The medium `cell` with an ear at every radio, on ns-3's clock.
struct CellCell : Cell {
    explicit CellCell(const CellOptions& options)
        : Cell(options.air.workers, [&](Clock& on, Sink& sink) { return make_cell(options, on, sink); }) {}

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
    /// Every outcome once for each send; what was acknowledged has arrived, exactly once, and unspoilt.
    void expect_books_balance() const {
        std::set<UpdateId> arrived;
        for (const HeardUpdate& heard : server.updates) {
            EXPECT_TRUE(arrived.insert(heard.update).second) << "update of " << heard.update.worker << " came twice";
            EXPECT_EQ(heard.bytes, some_bytes(heard.bytes.size(), static_cast<std::size_t>(heard.update.worker)));
        }
        std::set<UpdateId> ended;
        for (const WorkerEar& worker : workers) {
            for (const Outcome& outcome : worker.outcomes) {
                EXPECT_TRUE(ended.insert(outcome.update).second) << "two outcomes for " << outcome.update.worker;
                if (outcome.outcome != SendOutcome::kFailed) {
                    EXPECT_EQ(arrived.contains(outcome.update), outcome.outcome == SendOutcome::kAcknowledged);
                }
            }
        }
        EXPECT_EQ(ended.size(), sent);
    }

    std::size_t sent = 0;
};

}  // namespace ogsim
