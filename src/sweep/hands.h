#pragma once

#include <string>
#include <vector>

#include "src/sweep/pool.h"
#include "src/sweep/run_job.h"

namespace ogsim {

/// A task that ended, and where it ran.
struct Outcome {
    Task task;  ///< Without what it was told to know.
    Ended ended;
    std::string host;
};

/// Whoever does the tasks of a study: processes here, or on several machines.
class Hands {
 public:
    virtual ~Hands() = default;
    /// Tasks that can be under way at once.
    [[nodiscard]] virtual int slots() const = 0;
    [[nodiscard]] virtual int busy() const = 0;
    /// Where busy() < slots(). @return false where it cannot be begun just now.
    virtual bool start(const Task& task) = 0;
    /// Waits a moment at most, see Pool::wait().
    [[nodiscard]] virtual std::vector<Outcome> wait() = 0;
    /// Ends what is under way, with no outcome.
    virtual void stop() = 0;
};

/// Processes forked from this one.
class LocalHands final : public Hands {
 public:
    /// @param study  must outlive this.
    LocalHands(const Study& study, int slots, const Limits& limits);
    [[nodiscard]] int slots() const override { return slots_; }
    [[nodiscard]] int busy() const override { return pool_.busy(); }
    bool start(const Task& task) override;
    [[nodiscard]] std::vector<Outcome> wait() override { return wait(Pool::kGlance); }
    [[nodiscard]] std::vector<Outcome> wait(double at_most_s);
    void stop() override { pool_.kill(); }

 private:
    const Study& study_;
    int slots_;
    std::string host_;
    Pool pool_;
};

}  // namespace ogsim
