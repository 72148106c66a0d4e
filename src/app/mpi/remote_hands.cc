#include "src/app/mpi/remote_hands.h"

#include <fmt/format.h>

#include <boost/mpi/status.hpp>
#include <optional>
#include <stdexcept>
#include <utility>

#include "src/app/mpi/letter.h"

namespace ogsim {
namespace {

namespace mpi = boost::mpi;

constexpr int kTask = 1, kStop = 2, kReady = 3, kOutcome = 4;
constexpr double kMoment = 0.002;  // seconds between looks at what came

/// The text that a probed message holds.
std::string received(const mpi::communicator& world, const mpi::status& probed) {
    const MPI_Status status = probed;
    int size = 0;
    MPI_Get_count(&status, MPI_CHAR, &size);
    std::string text(static_cast<std::size_t>(size), '\0');
    world.recv(probed.source(), probed.tag(), text.data(), size);
    return text;
}

}  // namespace

void Letters::send(int rank, int tag, std::string text) {
    under_way_.push_back({.text = std::move(text), .request = {}});
    Letter& letter = under_way_.back();
    letter.request = world_.isend(rank, tag, letter.text.data(), static_cast<int>(letter.text.size()));
}

void Letters::tidy() {
    std::erase_if(under_way_, [](Letter& letter) { return letter.request.test().has_value(); });
}

void Letters::finish() {
    for (Letter& letter : under_way_) {
        letter.request.wait();
    }
    under_way_.clear();
}

SpreadHands::SpreadHands(const mpi::communicator& world, const Study& study, int jobs, const Limits& limits)
    : world_(world),
      study_(study),
      here_(study, jobs, limits),
      jobs_(jobs),
      ranks_(static_cast<std::size_t>(world.size())),
      letters_(world) {}

SpreadHands::~SpreadHands() {
    stop();
    // Those that were still reading the study, or still had something to tell, are heard out.
    for (int left = world_.size() - 1; left > 0;) {
        const mpi::status status = world_.probe();
        received(world_, status);
        left -= status.tag() == kStop ? 1 : 0;
    }
    letters_.finish();
}

int SpreadHands::slots() const {
    return here_.slots() + jobs_ * (world_.size() - 1);
}

int SpreadHands::busy() const {
    int busy = here_.busy();
    for (const Rank& rank : ranks_) {
        busy += rank.busy;
    }
    return busy;
}

bool SpreadHands::start(const Task& task) {
    for (std::size_t rank = 1; rank < ranks_.size(); ++rank) {
        if (ranks_[rank].busy < ranks_[rank].slots) {
            ++ranks_[rank].busy;
            letters_.send(static_cast<int>(rank), kTask, task_letter(task, study_.runs[task.run].hash));
            return true;
        }
    }
    return here_.busy() < here_.slots() && here_.start(task);
}

std::vector<Outcome> SpreadHands::wait() {
    letters_.tidy();
    std::vector<Outcome> outcomes;
    while (const auto status = world_.iprobe()) {
        Rank& rank = ranks_[static_cast<std::size_t>(status->source())];
        const std::string text = received(world_, *status);
        if (status->tag() == kReady) {
            rank.slots = jobs_;
        } else if (status->tag() == kOutcome) {
            --rank.busy;
            outcomes.push_back(outcome_of(text));
        }
    }
    for (Outcome& outcome : here_.wait(outcomes.empty() ? kMoment : 0.0)) {
        outcomes.push_back(std::move(outcome));
    }
    return outcomes;
}

void SpreadHands::stop() {
    here_.stop();
    for (int rank = 1; rank < world_.size() && !is_stopped_; ++rank) {
        letters_.send(rank, kStop, "");
    }
    is_stopped_ = true;
    for (Rank& rank : ranks_) {
        rank = {};
    }
}

void serve_rank_0(const mpi::communicator& world, const ReadySweep& sweep) {
    LocalHands hands(sweep.study, sweep.jobs, sweep.limits);
    Letters letters(world);
    std::vector<Task> waiting;
    letters.send(0, kReady, "");
    for (bool goes_on = true; goes_on;) {
        while (const auto status = world.iprobe(0)) {
            const std::string text = received(world, *status);
            goes_on = goes_on && status->tag() != kStop;
            if (status->tag() == kTask) {
                waiting.push_back(task_of(text, sweep.study));
            }
        }
        while (goes_on && !waiting.empty() && hands.busy() < hands.slots() && hands.start(waiting.back())) {
            waiting.pop_back();
        }
        for (const Outcome& outcome : hands.wait(kMoment)) {
            letters.send(0, kOutcome, outcome_letter(outcome));
        }
        letters.tidy();
    }
    hands.stop();
    letters.send(0, kStop, "");  // the last that rank 0 hears of this one
    letters.finish();
}

}  // namespace ogsim
