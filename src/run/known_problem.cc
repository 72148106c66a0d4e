#include "src/run/known_problem.h"

#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <utility>

#include "src/run/setup.h"
#include "src/scenario/load.h"

namespace ogsim {
namespace {

std::optional<KnownProblem>& remembered() {
    static std::optional<KnownProblem> the_one;
    return the_one;
}

template <class Number>
void put(std::string& bytes, Number number) {
    bytes.append(reinterpret_cast<const char*>(&number), sizeof number);
}

/// Takes bytes from the front of a text.
class Taker {
 public:
    explicit Taker(const std::string& bytes) : bytes_(bytes) {}
    template <class Number>
    Number number() {
        Number value{};
        std::memcpy(&value, take(sizeof value), sizeof value);
        return value;
    }
    std::string text(std::size_t size) { return {take(size), size}; }

 private:
    const char* take(std::size_t size) {
        if (bytes_.size() - at_ < size) {
            throw std::invalid_argument("what is known of a problem came incomplete");
        }
        at_ += size;
        return bytes_.data() + (at_ - size);
    }

    const std::string& bytes_;
    std::size_t at_ = 0;
};

}  // namespace

std::string problem_name(const Scenario& scenario) {
    Scenario alone;
    alone.problem = scenario.problem;
    alone.problem.seed = scenario.problem.seed.value_or(scenario.run.seed);
    alone.network.workers = scenario.network.workers;
    return (scenario.run.target_gap ? "with a gap " : "") + scenario.folder + "\n" + expanded_toml(alone);
}

bool is_worth_sharing(const Scenario& scenario) {
    return scenario.run.target_gap.has_value() || scenario.problem.optimum != "never";
}

KnownProblem explore(const Scenario& scenario) {
    Workload load = build_workload(scenario);
    return {.name = problem_name(scenario), .smoothness = load.smoothness, .optimum = std::move(load.optimum)};
}

void remember(KnownProblem problem) {
    remembered() = std::move(problem);
}

const KnownProblem* recall(const Scenario& scenario) {
    const std::optional<KnownProblem>& known = remembered();
    return known && known->name == problem_name(scenario) ? &*known : nullptr;
}

std::string to_bytes(const KnownProblem& problem) {
    std::string bytes;
    put(bytes, static_cast<std::uint64_t>(problem.name.size()));
    bytes += problem.name;
    put(bytes, problem.smoothness);
    put(bytes, static_cast<std::int64_t>(problem.optimum ? problem.optimum->theta.size() : -1));
    if (problem.optimum) {
        put(bytes, problem.optimum->value);
        put(bytes, problem.optimum->gap_bound);
        put(bytes, static_cast<std::int64_t>(problem.optimum->iterations));
        for (const double entry : problem.optimum->theta) {
            put(bytes, entry);
        }
    }
    return bytes;
}

KnownProblem known_problem(const std::string& bytes) {
    Taker taker(bytes);
    KnownProblem problem;
    problem.name = taker.text(taker.number<std::uint64_t>());
    problem.smoothness = taker.number<double>();
    const auto size = taker.number<std::int64_t>();
    if (size >= 0) {
        Optimum best;
        best.value = taker.number<double>();
        best.gap_bound = taker.number<double>();
        best.iterations = static_cast<int>(taker.number<std::int64_t>());
        best.theta.resize(size);
        for (double& entry : best.theta) {
            entry = taker.number<double>();
        }
        problem.optimum = std::move(best);
    }
    return problem;
}

}  // namespace ogsim
