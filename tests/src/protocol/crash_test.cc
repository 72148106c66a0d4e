/// Nodes that crash and return, with and without their memory, and a server that goes on from its last saved state.
#include <gtest/gtest.h>

#include "tests/support/pencil_problems.h"
#include "tests/support/star.h"

namespace ogsim::test {
namespace {

using std::chrono::seconds;

constexpr std::array kDownlinks = {Downlink::kModel, Downlink::kChange, Downlink::kOverheard};

StarSettings settings_for(const char* name, const PencilProblem& problem, Downlink downlink, std::uint64_t seed) {
    StarSettings settings{.method = {.name = name, .step_size = 0.9 / problem.smoothness, .weight = 0.01},
                          .rounds = 1500,
                          .seed = seed,
                          .airtime = std::chrono::milliseconds(1),
                          .save_every = 7};
    settings.rules.downlink = downlink;
    settings.rules.summation = downlink == Downlink::kOverheard ? Summation::kRunning : Summation::kAnew;
    settings.rules.silence_guard = std::chrono::milliseconds(5);
    settings.rules.patience = seconds(2500);
    settings.rules.deadline = seconds(7200);
    return settings;
}

/// Workers and, seldom, the server go down and come back at random times.
class Torment {
 public:
    /// @param unit  of all times: a hundredth of a round or so.
    Torment(Star& star, SimTime unit, std::uint64_t seed) : star_(star), unit_(unit), random_(seed) {
        for (int node = kServer; node < static_cast<int>(star.workers.size()); ++node) {
            plan(node);
        }
    }
    int crashes = 0;

 private:
    void plan(int node) {
        const std::uint64_t mean = node == kServer ? 40000 : 4000;
        star_.clock.call_at(star_.clock.now() + static_cast<int>(1 + random_() % mean) * unit_,
                            [this, node] { go_down(node); });
    }

    void go_down(int node) {
        if (star_.server.is_finished()) {
            return;
        }
        ++crashes;
        star_.medium.switch_off(node);
        if (node == kServer) {
            star_.server.crash();
            // Nothing is held of anybody in the new epoch.
            std::fill(star_.holdings.begin(), star_.holdings.end(),
                      Eigen::VectorXd::Zero(star_.holdings[0].size()).eval());
        } else {
            star_.workers[static_cast<std::size_t>(node)].crash(random_() % 2 == 0 ? Worker::Remembers::kAll
                                                                                   : Worker::Remembers::kNothing);
        }
        star_.clock.call_at(star_.clock.now() + static_cast<int>(1 + random_() % 500) * unit_,
                            [this, node] { come_back(node); });
    }

    void come_back(int node) {
        star_.medium.switch_on(node);
        if (node == kServer) {
            star_.server.restart();
        } else {
            star_.workers[static_cast<std::size_t>(node)].come_back();
        }
        plan(node);
    }

    Star& star_;
    SimTime unit_;
    std::mt19937_64 random_;
};

double gradient_norm(const PencilProblem& problem, const Eigen::VectorXd& theta) {
    Eigen::VectorXd gradient = Eigen::VectorXd::Zero(problem.dimension);
    for (int m = 0; m < problem.workers; ++m) {
        gradient += problem.gradient(m, theta);
    }
    return gradient.norm();
}

// Whatever crashes when: every update has one fate, what the server holds of each worker is what arrived of it since it
// last lost it, to the bit, and the loss still falls.
TEST(Crashes, LeaveTheServersSumRight) {
    const PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 4, 12, 4));
    for (const Downlink downlink : kDownlinks) {
        for (const char* name : {"gd", "lag-wk", "ordered-timer"}) {
            const std::string what = std::string(name) + ", downlink " + std::to_string(static_cast<int>(downlink));
            Star star(problem, settings_for(name, problem, downlink, 5));
            const SimTime round = name == std::string("gd") ? std::chrono::milliseconds(15) : seconds(1000);
            Torment torment(star, round / 100, 11);
            star.on_closed = [&](const ClosedRound& round) {
                // Of a round that the server did not live to close nothing has been retained.
                for (std::size_t m = 0; m < star.workers.size() && !round.is_abandoned; ++m) {
                    ASSERT_EQ(star.server.memory().held(static_cast<int>(m)), star.holdings[m])
                        << what << ", worker " << m << ", round " << round.round;
                }
            };
            star.run();
            EXPECT_GT(torment.crashes, 30) << what;
            EXPECT_EQ(star.closed.back().round, 1500) << what;
            EXPECT_EQ(star.diary.count(std::nullopt), 0) << what;
            EXPECT_LT(gradient_norm(problem, star.thetas.back()), 0.05 * gradient_norm(problem, star.thetas.front()))
                << what;
        }
    }
}

// It says its whole gradient at once, and the server puts that in the place of what it held.
TEST(Crashes, AWorkerThatForgotReplacesWhatTheServerHoldsOfIt) {
    const PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 4, 12, 4));
    StarSettings settings = settings_for("lag-wk", problem, Downlink::kModel, 5);
    settings.rounds = 40;
    Star star(problem, settings);
    bool has_crashed = false;
    star.on_closed = [&](const ClosedRound& round) {
        if (round.round == 20 && !std::exchange(has_crashed, true)) {
            star.clock.call_at(star.clock.now(), [&] {
                star.workers[2].crash(Worker::Remembers::kNothing);
                star.workers[2].come_back();
            });
        }
        if (round.round == 21) {
            EXPECT_EQ(std::count(round.heard.begin(), round.heard.end(), 2), 1) << "it speaks whatever the rule";
            // The gradient at theta^21, and nothing of before.
            const Eigen::VectorXd gradient = problem.gradient(2, *round.theta);
            EXPECT_LT((star.holdings[2] - gradient).norm(), 1e-6 * gradient.norm() + 1e-12);
        }
    };
    star.run();
    EXPECT_TRUE(has_crashed);
}

// theta goes back to the state saved last, and nothing is held of anybody: what they then leave unsaid, of their whole
// gradients, is within the budget still.
TEST(Crashes, AServerGoesOnFromItsSavedStateInANewEpoch) {
    const PencilProblem problem = least_squares(near_identical_shards(0.5, 6, 4, 12, 4));
    for (const Downlink downlink : kDownlinks) {
        StarSettings settings = settings_for("lag-wk", problem, downlink, 5);
        settings.rounds = 40;
        Star star(problem, settings);
        bool has_crashed = false;
        std::vector<Eigen::VectorXd> sums;
        star.on_closed = [&](const ClosedRound& round) {
            sums.push_back(*round.sum);
            if (round.round == 25 && !std::exchange(has_crashed, true)) {
                star.clock.call_at(star.clock.now() + std::chrono::microseconds(1), [&] {
                    star.medium.switch_off(kServer);
                    star.server.crash();
                    star.clock.call_at(star.clock.now() + seconds(100), [&] {
                        star.medium.switch_on(kServer);
                        star.server.restart();
                    });
                });
            }
        };
        star.run();
        const ClosedRound& lost = star.closed.at(25);
        const ClosedRound& first = star.closed.at(26);
        EXPECT_TRUE(lost.is_abandoned);
        EXPECT_EQ(lost.round, 26);
        EXPECT_EQ(first.round, 27);
        EXPECT_EQ(star.thetas.at(26), star.thetas.at(21)) << "saved after round 21: theta^22";
        Eigen::VectorXd unsaid = -sums.at(26);
        for (int m = 0; m < problem.workers; ++m) {
            unsaid += problem.gradient(m, star.thetas.at(26));
        }
        EXPECT_LE(unsaid.norm(), first.budget);
        EXPECT_FALSE(first.heard.empty());
    }
}

}  // namespace
}  // namespace ogsim::test
