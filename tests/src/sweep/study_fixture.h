#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "src/sweep/study.h"
#include "tests/src/scenario/scratch.h"

namespace ogsim {

/// What the command line adds to a study.
struct StudyOptions {
    std::vector<std::string> settings = {};
    std::vector<std::string> each = {};
    std::optional<int> replicas = {};
};

/// Loads studies from texts.
class StudyScratch : public Scratch {
 protected:
    [[nodiscard]] Study study(const std::string& text, const StudyOptions& options = {}) const {
        return load_study({.file = file("s.toml", text),
                           .settings = options.settings,
                           .each = options.each,
                           .replicas = options.replicas});
    }
    /// All faults of a study's text, without the folder of the file.
    [[nodiscard]] std::vector<std::string> study_faults(const std::string& text,
                                                        const StudyOptions& options = {}) const {
        try {
            static_cast<void>(study(text, options));
            return {};
        } catch (const ScenarioFaults& found) {
            std::vector<std::string> result = found.faults();
            const std::string start = folder_.string() + "/";
            for (std::string& fault : result) {
                for (std::size_t at = fault.find(start); at != std::string::npos; at = fault.find(start)) {
                    fault.erase(at, start.size());
                }
            }
            return result;
        }
    }
    /// The varied values of each run: "gd 10".
    [[nodiscard]] static std::vector<std::string> values(const Study& study) {
        std::vector<std::string> result;
        for (const StudyRun& run : study.runs) {
            std::string text;
            for (const auto& [key, value] : run.varied) {
                text += (text.empty() ? "" : " ") + value;
            }
            result.push_back(text);
        }
        return result;
    }
};

}  // namespace ogsim
