#include "src/sweep/expansion.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

#include "src/dataset/source.h"
#include "src/run/air.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

constexpr double kMostRuns = 1e5;  // assumed; a run takes some kilobytes

/// One row of every axis; the last axis changes fastest.
class Combinations {
 public:
    explicit Combinations(const std::vector<Axis>& axes) : axes_(axes), rows_(axes.size(), 0) {}

    /// Calls `act` with each value of the present combination.
    template <class Act>
    void for_each(Act act) const {
        for (std::size_t axis = 0; axis < axes_.size(); ++axis) {
            for (const Column& column : axes_[axis].columns) {
                act(column.key, column.values[rows_[axis]]);
            }
        }
    }

    /// Goes on to the next; false: there is none.
    bool advance() {
        for (std::size_t axis = axes_.size(); axis-- > 0;) {
            if (++rows_[axis] < axes_[axis].size()) {
                return true;
            }
            rows_[axis] = 0;
        }
        return false;
    }

 private:
    const std::vector<Axis>& axes_;
    std::vector<std::size_t> rows_;
};

/// From the table to the runs.
class Expansion {
 public:
    Expansion(const SweepTable& table, const ScenarioDraft& base, Study& study)
        : table_(table), base_(base), study_(study), bundled_(data_folder()) {}

    FaultBook expand() {
        Combinations combinations(table_.axes);
        do {
            take(combinations);
        } while (combinations.advance());
        return std::move(faults_);
    }

 private:
    void take(const Combinations& combinations) {
        ScenarioDraft draft = base_;
        StudyRun run;
        run.settings = study_.settings;
        combinations.for_each([&](const std::string& key, const AxisValue& value) {
            draft.set(value.entry);
            run.varied.emplace_back(key, value.text);
            if (key != "run.seed") {
                run.settings.push_back(value.setting);
            }
        });
        run.scenario = draft.values();
        if (!std::all_of(table_.where.begin(), table_.where.end(),
                         [&run](const auto& one) { return holds(one.constraint, run.scenario); })) {
            ++study_.excluded;
            return;
        }
        const std::vector<std::string> found = draft.all_faults();
        for (const std::string& fault : found) {
            faults_.add(fault, combination_text(run));
        }
        if (found.empty()) {
            take_sound(run);
        }
    }

    void take_sound(StudyRun& run) {
        try {
            check_medium(run.scenario);
            if (run.scenario.run.seed > std::numeric_limits<std::int64_t>::max() - table_.replicas) {
                throw std::invalid_argument(fmt::format("run.seed = {}: leaves no room for the seeds of {} replicas",
                                                        run.scenario.run.seed, table_.replicas));
            }
            add_replicas(run);
        } catch (const std::invalid_argument& fault) {
            faults_.add(fmt::format("{}: {}", study_.file, fault.what()), combination_text(run));
        }
    }

    void add_replicas(StudyRun& run) {
        if (static_cast<double>(study_.runs.size()) + table_.replicas > kMostRuns) {
            throw std::invalid_argument(fmt::format("{}: more than {} runs", study_.shape, number_text(kMostRuns)));
        }
        const std::int64_t seed = run.scenario.run.seed;
        for (int replica = 1; replica <= table_.replicas; ++replica) {
            StudyRun one = run;
            one.replica = replica;
            one.scenario.run.seed = seed + replica - 1;
            one.settings.push_back(fmt::format("run.seed={}", one.scenario.run.seed));
            one.hash = scenario_hash(one.scenario, bundled_, digests_);
            const auto [known, is_new] = by_hash_.emplace(one.hash, study_.runs.size());
            if (!is_new) {
                throw std::invalid_argument(
                    fmt::format("is the same run as that with {}: what varies makes no difference to it",
                                combination_text(study_.runs[known->second])));
            }
            study_.runs.push_back(std::move(one));
        }
    }

    const SweepTable& table_;
    const ScenarioDraft& base_;
    Study& study_;
    const std::filesystem::path bundled_;
    FileDigests digests_;
    std::map<std::string, std::size_t> by_hash_;
    FaultBook faults_;
};

}  // namespace

FaultBook expand(const SweepTable& table, const ScenarioDraft& base, Study& study) {
    return Expansion(table, base, study).expand();
}

std::string combination_text(const StudyRun& run) {
    std::string text;
    for (const auto& [key, value] : run.varied) {
        text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, value);
    }
    return text;
}

}  // namespace ogsim
