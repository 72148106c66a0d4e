#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "src/scenario/scenario.h"
#include "src/scenario/value.h"

namespace ogsim {

/// All that is wrong with a scenario, a line each: "FILE:LINE: KEY = VALUE: what is allowed".
class ScenarioFaults : public std::runtime_error {
 public:
    explicit ScenarioFaults(std::vector<std::string> faults);
    [[nodiscard]] const std::vector<std::string>& faults() const { return faults_; }

 private:
    std::vector<std::string> faults_;
};

/// What stands in a scenario file, before anybody asks whether it makes sense. Where it cannot be read, the faults of
/// the entries say why.
struct ScenarioFile {
    std::string name;
    std::string text;
    Entries entries;
};
[[nodiscard]] ScenarioFile read_scenario_file(const std::string& file);

/// A scenario on its way from texts to values, with all that was wrong on it. A [sweep] is not looked at.
class ScenarioDraft {
 public:
    explicit ScenarioDraft(const ScenarioFile& file);
    /// Sets more keys over what was set before.
    void set(const Entries& entries);
    void set(const Entry& entry);
    /// As far as they could be read, the parts of the method filled in.
    [[nodiscard]] Scenario values() const;
    /// What is wrong with single keys.
    [[nodiscard]] const std::vector<std::string>& key_faults() const { return faults_; }
    /// These, and what is wrong with keys that do not go together.
    [[nodiscard]] std::vector<std::string> all_faults() const;

 private:
    void complain(const Entry& entry, std::string_view text);
    void take_unknown(const Entry& entry);
    [[nodiscard]] bool is_faulty(std::string_view path) const { return faulty_.contains(path); }

    std::string file_;
    Scenario scenario_;
    std::vector<std::string> faults_;
    std::map<std::string, std::string, std::less<>> places_;  // of the keys that were set
    std::set<std::string, std::less<>> faulty_;
    bool is_complete_ = true;  // false: part of the input could not be read at all
};

/// Defaults < file < `--set key=value` (each one string "key=value").
/// [sweep] is left alone: a study is loaded by load_study().
/// @throws ScenarioFaults with all faults at once; also for a file that is missing or no TOML.
[[nodiscard]] Scenario load_scenario(const std::string& file, std::span<const std::string> settings);

/// Every key with its value, as TOML that loads back to the same Scenario; byte-identical for equal scenarios.
[[nodiscard]] std::string expanded_toml(const Scenario& scenario);

/// Digests of files, each read once: what stands in them must not change meanwhile.
class FileDigests {
 public:
    /// 16 hex digits. @throws std::invalid_argument naming the key where the file cannot be read.
    [[nodiscard]] const std::string& of(const std::filesystem::path& file, std::string_view key);

 private:
    std::map<std::filesystem::path, std::string> known_;
};

/// 16 hex digits of a hash of the expanded scenario and the content of the files it names: data, positions, harvest.
/// Its title, the folder in which a data file stands, and [record], which changes nothing of what happens, do not
/// count.
/// @param bundled_data  folder of the bundled data; where empty, these count by their name alone.
/// @param digests  Of files that many scenarios share.
/// @throws std::invalid_argument naming a data file that cannot be read.
[[nodiscard]] std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data,
                                        FileDigests& digests);
[[nodiscard]] std::string scenario_hash(const Scenario& scenario, const std::filesystem::path& bundled_data = {});

}  // namespace ogsim
