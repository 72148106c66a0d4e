#pragma once

#include <Eigen/Core>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <stdexcept>
#include <variant>
#include <vector>

#include "model/method/tools.h"
#include "src/protocol/server.h"
#include "src/protocol/worker.h"
#include "tests/support/fake_medium.h"
#include "tests/support/pencil_run.h"

namespace ogsim::test {

/// Keeps all events, and gives each offered update the fate that was reported first.
struct Diary final : Sink {
    void on(const Event& event) override {
        events.push_back(event);
        if (const auto* offered = std::get_if<UpdateOffered>(&event)) {
            require(fates.emplace(offered->update, std::nullopt).second, "an update was offered twice");
        }
        if (const auto* ended = std::get_if<UpdateEnded>(&event)) {
            require(fates.contains(ended->update), "an update ended that was never offered");
            std::optional<Fate>& fate = fates[ended->update];
            fate = fate ? fate : ended->fate;
        }
    }

    /// Updates with that fate; nothing: still open.
    [[nodiscard]] int count(std::optional<Fate> fate) const {
        int count = 0;
        for (const auto& [update, its_fate] : fates) {
            count += its_fate == fate ? 1 : 0;
        }
        return count;
    }

    template <class Kind>
    [[nodiscard]] std::vector<Kind> all() const {
        std::vector<Kind> found;
        for (const Event& event : events) {
            if (const auto* kind = std::get_if<Kind>(&event)) {
                found.push_back(*kind);
            }
        }
        return found;
    }

    static void require(bool holds, const char* fault) {
        if (!holds) {
            throw std::logic_error(fault);
        }
    }

    std::vector<Event> events;
    std::map<UpdateId, std::optional<Fate>> fates;
};

struct StarSettings {
    PencilMethod method = {};
    int rounds = 100;
    Losses losses = {};
    std::uint64_t seed = 1;
    SimTime airtime{0};
    SimTime compute_time = std::chrono::milliseconds(2);
    SleepPolicy sleep = SleepPolicy::kAlwaysOn;
    std::int64_t save_every = 0;
    /// What is said and how the server steps; its selection is that of `method`, if that has a name.
    MethodParts parts = {.compression = "float64"};
    /// Long, so that different norms fall on different nanoseconds.
    ProtocolRules rules = {.clock = {.window = {1000.0}},
                           .poll_slot = {0.001},
                           .compute_allowance = std::chrono::milliseconds(5),
                           .deadline = std::chrono::hours(24 * 365)};
};

/// A server and M workers on a fake medium, from theta^1 = 0. Also keeps, worker by worker, what the server's sum
/// holds, read from the bytes that arrived.
struct Star final : ServerRadioListener {
    Star(const PencilProblem& problem, const StarSettings& settings)
        : medium(clock, problem.workers, settings.losses, settings.seed, settings.airtime,
                 settings.rules.downlink == Downlink::kOverheard),
          tools(make_tools(with_selection(settings))),
          rules(with_tools(settings, tools)),
          server(server_settings(problem, settings), rules, clock, medium.server(), diary),
          holdings(static_cast<std::size_t>(problem.workers), Eigen::VectorXd::Zero(problem.dimension)) {
        medium.server().listen(*this);
        for (int m = 0; m < problem.workers; ++m) {
            workers.emplace_back(
                Worker::Settings{.index = m,
                                 .dimension = problem.dimension,
                                 .gradient = [=](std::int64_t, const Eigen::VectorXd& theta,
                                                 Eigen::VectorXd& gradient) { gradient = problem.gradient(m, theta); },
                                 .compute_time = settings.compute_time,
                                 .sleep = settings.sleep,
                                 .replica = replica(problem, settings),
                                 .workers = problem.workers},
                rules, clock, medium.worker(m), diary);
            medium.worker(m).listen(workers.back());
        }
    }

    [[nodiscard]] std::optional<Iterate::Settings> replica(const PencilProblem& problem,
                                                           const StarSettings& settings) const {
        if (settings.rules.downlink == Downlink::kModel) {
            return std::nullopt;
        }
        return Iterate::Settings{.start = Eigen::VectorXd::Zero(problem.dimension),
                                 .optimizer = tools.optimizer.get(),
                                 .memory_depth = settings.method.depth,
                                 .memory_weight = settings.method.weight};
    }

    void run() {
        server.start();
        clock.run_until_empty();
    }

    void on_broadcast_sent() override { server.on_broadcast_sent(); }
    void on_request(int worker, Payload message) override { server.on_request(worker, message); }
    void on_update(UpdateId update, Payload message) override {
        const auto worker = static_cast<std::size_t>(update.worker);
        const bool before = server.accepted()[worker];
        // The server may close the round from inside this call, so what it holds is put down first.
        const Eigen::VectorXd held_before = holdings[worker];
        if (update_message(message).is_fresh) {
            holdings[worker].setZero();
        }
        holdings[worker] +=
            rules.memory.retention * rules.compression->decode(update_message(message).body, holdings[worker].size());
        server.on_update(update, message);
        if (server.accepted()[worker] == before) {
            holdings[worker] = held_before;
        }
    }

    static MethodParts with_selection(const StarSettings& settings) {
        MethodParts parts = settings.parts;
        if (!settings.method.name.empty()) {
            parts.selection = settings.method.name == "gd" ? "all" : settings.method.name;
        }
        return parts;
    }

    static ProtocolRules with_tools(const StarSettings& settings, const MethodTools& tools) {
        ProtocolRules rules = settings.rules;
        rules.selection = tools.selection.get();
        rules.loudness = tools.loudness;
        rules.compression = tools.compression.get();
        rules.memory = tools.memory;
        rules.aggregation = tools.aggregation;
        rules.steps = {
            .schedule = tools.schedule, .first = settings.method.step_size, .scale = settings.parts.schedule_rounds};
        rules.seed = settings.seed;
        return rules;
    }

    Server::Settings server_settings(const PencilProblem& problem, const StarSettings& settings) {
        Server::Settings result{.workers = problem.workers,
                                .start = Eigen::VectorXd::Zero(problem.dimension),
                                .optimizer = tools.optimizer.get(),
                                .smoothness = problem.worker_smoothness,
                                .needs_drift = tools.selection_needs == Needs::kDrift,
                                .memory_depth = settings.method.depth,
                                .memory_weight = settings.method.weight,
                                .save_every = settings.save_every,
                                .oracle = {},
                                .on_closed = {}};
        result.oracle = [this](std::int64_t round, const std::vector<int>& heard) {
            double sum = 0;
            for (int m = 0; m < static_cast<int>(workers.size()); ++m) {
                const bool is_heard = std::count(heard.begin(), heard.end(), m) > 0;
                sum += is_heard ? 0.0 : workers[static_cast<std::size_t>(m)].loudness(round).value_or(0);
            }
            return sum;
        };
        result.on_closed = [this, rounds = settings.rounds](const ClosedRound& round) {
            closed.push_back(round);
            thetas.push_back(*round.theta);
            if (on_closed) {
                on_closed(round);
            }
            return round.round >= rounds ? GoOn::kNo : GoOn::kYes;
        };
        return result;
    }

    FakeClock clock;
    FakeMedium medium;
    Diary diary;
    MethodTools tools;
    ProtocolRules rules;
    Server server;
    std::deque<Worker> workers;
    std::vector<Eigen::VectorXd> holdings;
    std::vector<ClosedRound> closed;
    std::vector<Eigen::VectorXd> thetas;  ///< theta^k of closed[k - 1].
    std::function<void(const ClosedRound&)> on_closed;
};

}  // namespace ogsim::test
