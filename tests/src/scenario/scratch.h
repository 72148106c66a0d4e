#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "src/scenario/load.h"

namespace ogsim {

/// A folder of its own for each test, empty at its start and gone at its end.
class Scratch : public testing::Test {
 protected:
    Scratch() {
        const testing::TestInfo& test = *testing::UnitTest::GetInstance()->current_test_info();
        folder_ = std::filesystem::path(testing::TempDir()) /
                  (std::string("ogsim-") + test.test_suite_name() + "-" + test.name());
        std::filesystem::remove_all(folder_);
        std::filesystem::create_directories(folder_);
    }
    ~Scratch() override { std::filesystem::remove_all(folder_); }

    /// Writes a file and gives its path.
    [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
        const std::string path = (folder_ / name).string();
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }

    [[nodiscard]] Scenario load(const std::string& text, const std::vector<std::string>& settings = {}) const {
        return load_scenario(file("s.toml", text), settings);
    }

    /// All faults of a scenario text, each without the folder of the file: "s.toml:3: ...".
    [[nodiscard]] std::vector<std::string> faults(const std::string& text,
                                                  const std::vector<std::string>& settings = {}) const {
        try {
            static_cast<void>(load(text, settings));
            return {};
        } catch (const ScenarioFaults& found) {
            std::vector<std::string> result;
            const std::string start = folder_.string() + "/";
            for (const std::string& fault : found.faults()) {
                result.push_back(fault.starts_with(start) ? fault.substr(start.size()) : fault);
            }
            return result;
        }
    }

    std::filesystem::path folder_;
};

}  // namespace ogsim
