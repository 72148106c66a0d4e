#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "src/scenario/scenario.h"

/// A scenario with a [sweep]: many runs that answer one question.
namespace ogsim {

/// One of its runs.
struct StudyRun {
    std::vector<std::pair<std::string, std::string>> varied;  ///< Each varied key with its value as text, in order.
    std::vector<std::string> settings;  ///< All of them as --set takes them, run.seed of the replica included.
    int replica = 1;                    ///< From 1.
    Scenario scenario;
    std::string hash;
};

struct Study {
    std::string file;                   ///< The scenario file.
    std::string name;                   ///< "quickstart" of scenarios/quickstart.toml.
    std::string title;                  ///< The question: the scenario's first comment.
    std::string definition;             ///< The text of the file, and the settings over it.
    std::vector<std::string> settings;  ///< Of the command line.
    std::vector<std::string> varied_keys;
    std::string shape;  ///< "method.name x 3, network.workers x 4, 10 replicas".
    int replicas = 1;
    std::optional<double> time_limit_s;  ///< Wall seconds a run may take.
    std::optional<std::int64_t> memory_limit_mb;
    std::vector<StudyRun> runs =
        {};                    ///< Combinations in the order of the file, the last key fastest; replicas innermost.
    std::size_t excluded = 0;  ///< Combinations that a constraint leaves out.
};

/// What the command line asks for over what [sweep] says.
struct StudyRequest {
    std::string file;
    std::vector<std::string> settings = {};  ///< --set.
    std::vector<std::string> each = {};      ///< --each KEY=VALUE,VALUE...: varies one more key, or this key otherwise.
    std::optional<int> replicas = {};
};

/// Reads, expands and checks every run.
///
/// Replica r runs with run.seed + r - 1: all that is random - data, split, places, fading, losses - is drawn from that
/// seed by named streams, so that the same replica is the same world under every combination (common random numbers).
///
/// A fault that many combinations share is told once, with the first of them. The data themselves are not loaded: what
/// only they tell (more workers than samples) is found by check_data(), or by the run.
///
/// @throws ScenarioFaults with all that is wrong, FILE:LINE each, also where some combination is no sound scenario.
[[nodiscard]] Study load_study(const StudyRequest& request);

/// "a study of 120 runs: method.name x 3, network.workers x 4, 10 replicas".
[[nodiscard]] std::string study_text(const Study& study);

/// Loads the data of every combination, each problem once.  @throws ScenarioFaults where data and settings do not fit.
void check_data(const Study& study);

/// "method.name = gd, network.workers = 10".
[[nodiscard]] std::string combination_text(const StudyRun& run);

}  // namespace ogsim
