#pragma once

#include <boost/mpi/communicator.hpp>
#include <boost/mpi/request.hpp>
#include <list>
#include <string>
#include <vector>

#include "src/app/sweep_steps.h"
#include "src/sweep/hands.h"

/// A study's tasks spread over MPI ranks, each with a pool of its own.
namespace ogsim {

/// Texts to other ranks that need not be waited for: two ranks that send to each other at once do not lock.
class Letters {
 public:
    explicit Letters(const boost::mpi::communicator& world) : world_(world) {}
    void send(int rank, int tag, std::string text);
    /// Lets go of those that have arrived.
    void tidy();
    /// Waits until all have arrived.
    void finish();

 private:
    struct Letter {
        std::string text;
        boost::mpi::request request;
    };
    const boost::mpi::communicator& world_;
    std::list<Letter> under_way_;
};

/// Rank 0's: its own pool, and all the other ranks.
class SpreadHands final : public Hands {
 public:
    SpreadHands(const boost::mpi::communicator& world, const Study& study, int jobs, const Limits& limits);
    /// Tells the others that there is nothing more to do.
    ~SpreadHands() override;
    SpreadHands(const SpreadHands&) = delete;
    SpreadHands& operator=(const SpreadHands&) = delete;

    [[nodiscard]] int slots() const override;
    [[nodiscard]] int busy() const override;
    bool start(const Task& task) override;
    [[nodiscard]] std::vector<Outcome> wait() override;
    void stop() override;

 private:
    struct Rank {
        int slots = 0;  // 0 until it has read the study
        int busy = 0;
    };
    const boost::mpi::communicator& world_;
    const Study& study_;
    LocalHands here_;
    int jobs_;
    std::vector<Rank> ranks_;  // of 0 nothing is told
    Letters letters_;
    bool is_stopped_ = false;
};

/// What the other ranks do until rank 0 has nothing more for them.
void serve_rank_0(const boost::mpi::communicator& world, const ReadySweep& sweep);

}  // namespace ogsim
