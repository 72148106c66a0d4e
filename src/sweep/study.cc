#include "src/sweep/study.h"

#include <fmt/format.h>

#include <filesystem>
#include <set>
#include <stdexcept>

#include "src/run/check.h"
#include "src/scenario/load.h"
#include "src/scenario/parse.h"
#include "src/scenario/value_text.h"
#include "src/sweep/expansion.h"
#include "src/sweep/fault_book.h"
#include "src/sweep/sweep_table.h"

namespace ogsim {
namespace {

constexpr double kMostCombinations = 1e6;  // assumed; looking at one takes some microseconds

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
    refuse(expand(table, base, study).texts());
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

}  // namespace ogsim
