#include "src/sweep/rows.h"

#include <algorithm>
#include <cctype>
#include <string_view>

#include "src/scenario/load.h"

namespace ogsim {

StudyFacts facts_of(const Study& study, const std::string& provenance) {
    return {.name = study.name,
            .title = study.title,
            .definition = study.definition,
            .varied_keys = study.varied_keys,
            .provenance = provenance,
            .replicas = study.replicas};
}

std::vector<PlannedRow> planned_rows(const Study& study) {
    std::vector<PlannedRow> rows;
    for (const StudyRun& run : study.runs) {
        rows.push_back({.hash = run.hash,
                        .replica = run.replica,
                        .seed = run.scenario.run.seed,
                        .varied = run.varied,
                        .scenario = expanded_toml(run.scenario),
                        .repeat = repeat_command(study, run)});
    }
    return rows;
}

std::string repeat_command(const Study& study, const StudyRun& run) {
    std::string command = "ogsim run " + shell_word(study.file);
    for (const std::string& setting : run.settings) {
        command += " --set " + shell_word(setting);
    }
    return command;
}

std::string shell_word(const std::string& word) {
    const bool is_plain = !word.empty() && std::all_of(word.begin(), word.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 || std::string_view("-_./=+,:@%").find(static_cast<char>(c)) != std::string::npos;
    });
    if (is_plain) {
        return word;
    }
    std::string quoted = "'";
    for (const char c : word) {
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    }
    return quoted + "'";
}

}  // namespace ogsim
