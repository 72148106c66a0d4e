#include "src/sweep/study.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <map>
#include <set>
#include <stdexcept>

#include "src/dataset/source.h"
#include "src/run/air.h"
#include "src/run/check.h"
#include "src/scenario/load.h"
#include "src/scenario/parse.h"
#include "src/scenario/value_text.h"
#include "src/sweep/fault_book.h"
#include "src/sweep/sweep_table.h"

namespace ogsim {
namespace {

constexpr double kMostCombinations = 1e6;  // assumed; looking at one takes some microseconds ...
constexpr double kMostRuns = 1e5;          // ... and a run some kilobytes

using Varied = std::vector<std::pair<std::string, std::string>>;

std::string text_of(const Varied& varied) {
    std::string text;
    for (const auto& [key, value] : varied) {
        text += fmt::format("{}{} = {}", text.empty() ? "" : ", ", key, value);
    }
    return text;
}

std::string shape_of(const SweepTable& table) {
    std::string shape;
    for (const Axis& axis : table.axes) {
        std::string names;
        for (const Column& column : axis.columns) {
            names += (names.empty() ? "" : " with ") + column.key;
        }
        shape += fmt::format("{}{} x {}", shape.empty() ? "" : ", ", names, axis.size());
    }
    const std::string replicas = fmt::format("{} replica{}", table.replicas, table.replicas == 1 ? "" : "s");
    return shape.empty() ? replicas : fmt::format("{}, {}", shape, replicas);
}

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

    void expand() {
        Combinations combinations(table_.axes);
        do {
            take(combinations);
        } while (combinations.advance());
    }
    [[nodiscard]] const FaultBook& faults() const { return faults_; }

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
            faults_.add(fault, text_of(run.varied));
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
            faults_.add(fmt::format("{}: {}", study_.file, fault.what()), text_of(run.varied));
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
                                text_of(study_.runs[known->second].varied)));
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

/// Takes the settings; a key that is varied may not be among them.
void set_all(ScenarioDraft& base, const std::vector<std::string>& settings, SweepTable& table) {
    for (const std::string& setting : settings) {
        const Entries entries = parse_setting(setting);
        base.set(entries);
        for (const Entry& entry : entries.entries) {
            if (const Axis* axis = axis_of(table, entry.path)) {
                table.faults.push_back(fmt::format("--set: {}: is varied at {}; use --each {}=VALUE,VALUE", entry.path,
                                                   axis->columns.front().place, setting.substr(0, setting.find('='))));
            }
        }
    }
}

void check_replicas(const StudyRequest& request, SweepTable& table) {
    if (request.replicas) {
        table.replicas = *request.replicas;
        if (table.replicas < 1 || table.replicas > 1000000) {
            table.faults.push_back(
                fmt::format("--replicas = {}: must be a whole number from 1 to 1000000", table.replicas));
        }
    }
    const Axis* const seeds = axis_of(table, "run.seed");
    if (seeds != nullptr && table.replicas > 1) {
        table.faults.push_back(
            fmt::format("{}: run.seed: is what replicas vary: replica r runs with run.seed + r - 1; "
                        "must be varied without replicas = {}",
                        seeds->columns.front().place, table.replicas));
    }
}

void check_size(SweepTable& table) {
    double number = 1.0;
    for (const Axis& axis : table.axes) {
        number *= static_cast<double>(axis.size());
    }
    if (number > kMostCombinations) {
        table.faults.push_back(fmt::format("{}: [sweep]: {} makes {:.4g} combinations: must be at most {}", table.place,
                                           shape_of(table), number, number_text(kMostCombinations)));
    }
}

void check_varies(const ScenarioFile& file, const StudyRequest& request, SweepTable& table) {
    const bool says_replicas = request.replicas.has_value() || table.replicas > 1;
    if (table.faults.empty() && file.entries.faults.empty() && table.axes.empty() && !says_replicas) {
        table.faults.push_back(
            fmt::format("{}: nothing is varied: write [sweep] with lines such as \"method.name\" = [\"gd\", "
                        "\"ordered-timer\"], or give --each KEY=VALUE,VALUE or --replicas N; `ogsim describe sweep` "
                        "explains it",
                        table.place));
    }
}

std::string definition_of(const ScenarioFile& file, const StudyRequest& request) {
    std::string text = file.text;
    text += text.empty() || text.back() == '\n' ? "" : "\n";
    for (const std::string& setting : request.settings) {
        text += fmt::format("# --set {}\n", setting);
    }
    for (const std::string& option : request.each) {
        text += fmt::format("# --each {}\n", option);
    }
    return request.replicas ? text + fmt::format("# --replicas {}\n", *request.replicas) : text;
}

void refuse(std::vector<std::string> faults) {
    if (!faults.empty()) {
        throw ScenarioFaults(std::move(faults));
    }
}

std::vector<std::string> joined(std::vector<std::string> first, const std::vector<std::string>& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

void check_not_empty(const Study& study, const SweepTable& table) {
    if (study.runs.empty()) {
        throw ScenarioFaults(
            {fmt::format("{}: sweep.where leaves out all {} combinations",
                         table.where.empty() ? table.place : table.where.front().place, study.excluded)});
    }
}

}  // namespace

Study load_study(const StudyRequest& request) {
    const ScenarioFile file = read_scenario_file(request.file);
    SweepTable table = read_sweep(file);
    vary(table, request.each);
    check_varies(file, request, table);
    check_replicas(request, table);
    check_size(table);
    ScenarioDraft base(file);
    set_all(base, request.settings, table);
    refuse(joined(base.key_faults(), table.faults));

    Study study{.file = request.file,
                .name = std::filesystem::path(request.file).stem().string(),
                .title = base.values().title,
                .definition = definition_of(file, request),
                .settings = request.settings,
                .varied_keys = {},
                .shape = shape_of(table),
                .replicas = table.replicas,
                .time_limit_s = table.time_limit_s,
                .memory_limit_mb = table.memory_limit_mb};
    for (const Axis& axis : table.axes) {
        for (const Column& column : axis.columns) {
            study.varied_keys.push_back(column.key);
        }
    }
    Expansion expansion(table, base, study);
    expansion.expand();
    refuse(expansion.faults().texts());
    check_not_empty(study, table);
    return study;
}

std::string study_text(const Study& study) {
    const std::string left_out = study.excluded == 0 ? ""
                                                     : fmt::format("; where leaves out {} combination{}",
                                                                   study.excluded, study.excluded == 1 ? "" : "s");
    return fmt::format("a study of {} run{}: {}{}", study.runs.size(), study.runs.size() == 1 ? "" : "s", study.shape,
                       left_out);
}

void check_data(const Study& study) {
    std::set<std::string> known;
    FaultBook faults;
    for (const StudyRun& run : study.runs) {
        Scenario problem_only;
        problem_only.problem = run.scenario.problem;
        problem_only.network.workers = run.scenario.network.workers;
        problem_only.run.target_accuracy = run.scenario.run.target_accuracy;
        if (run.replica > 1 || !known.insert(expanded_toml(problem_only)).second) {
            continue;
        }
        try {
            static_cast<void>(check_runnable(run.scenario));
        } catch (const std::invalid_argument& fault) {
            faults.add(fmt::format("{}: {}", study.file, fault.what()), combination_text(run));
        }
    }
    refuse(faults.texts());
}

std::string combination_text(const StudyRun& run) {
    return text_of(run.varied);
}

}  // namespace ogsim
