#include "src/report/read_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <utility>

#include "src/record/study/rows.h"
#include "src/report/run_folders.h"
#include "src/report/text/run_names.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

using Varied = std::vector<std::pair<std::string, std::string>>;

constexpr const char* kSeed = "run.seed";
constexpr const char* kFolder = "run folder";  // tells runs apart of which no scenario is known

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

/// The part of a line of TOML that is the value: without the comment after it.
std::string value_in(std::string_view rest) {
    std::size_t end = rest.find("  # ");
    if (rest.starts_with('"')) {
        end = 1;
        while (end < rest.size() && rest[end] != '"') {
            end += rest[end] == '\\' ? 2 : 1;
        }
        ++end;
    }
    return std::string(rest.substr(0, end));
}

/// Key by key what expanded_toml() wrote, also by another version of ogsim; an empty value where a key is not set.
KeyValues keys_of_text(const std::string& toml) {
    KeyValues values;
    std::istringstream lines(toml);
    std::string section;
    const std::string not_set = " is not set";
    for (std::string line; std::getline(lines, line);) {
        const std::size_t equals = line.find(" = ");
        if (line.starts_with('[')) {
            section = line.substr(1, line.find(']') - 1);
        } else if (line.starts_with("# ") && line.ends_with(not_set)) {
            values.emplace_back(line.substr(2, line.size() - 2 - not_set.size()), "");
        } else if (!line.starts_with('#') && equals != std::string::npos) {
            values.emplace_back(section + "." + line.substr(0, equals),
                                value_in(std::string_view(line).substr(equals + 3)));
        }
    }
    return values;
}

ResultRun run_of_folder(const fs::path& folder) {
    const Summary summary = summary_of_folder(folder);
    return {.varied = {{kFolder, folder.lexically_normal().string()}},
            .replica = 1,
            .summary = summary,
            .rounds = columns_of(text_of(folder / "rounds.csv")),
            .workers = columns_of(text_of(folder / "workers.csv")),
            .activity_csv = "",
            .scenario = text_of(folder / "scenario.toml"),
            .hash = summary.scenario_hash,
            .repeat = fmt::format("ogsim run {}", (folder / "scenario.toml").lexically_normal().string())};
}

/// Adds what a source holds; a run that is there already is passed over.
void add_source(const fs::path& source, StudyResults& all, std::set<std::string>& hashes) {
    const auto add = [&](ResultRun run) {
        if (hashes.insert(run.hash).second) {
            all.runs.push_back(std::move(run));
        }
    };
    const std::vector<fs::path> folders = run_folders_in(source);
    for (const fs::path& folder : folders) {
        add(run_of_folder(folder));
        all.provenance = all.provenance.empty() ? text_of(folder / "provenance.json") : all.provenance;
    }
    if (folders.empty()) {
        if (fs::is_directory(source)) {
            throw std::invalid_argument(
                fmt::format("{}: neither a study nor a run folder, and none is in it", source.string()));
        }
        StudyResults study = read_study(source);
        std::for_each(study.runs.begin(), study.runs.end(), [&](ResultRun& run) { add(std::move(run)); });
        all.failures.insert(all.failures.end(), study.failures.begin(), study.failures.end());
        all.waiting += study.waiting;
        all.title = all.title.empty() ? study.title : all.title;
        all.provenance = all.provenance.empty() ? study.provenance : all.provenance;
        for (const std::string& key : study.varied_keys) {
            if (std::find(all.varied_keys.begin(), all.varied_keys.end(), key) == all.varied_keys.end()) {
                all.varied_keys.push_back(key);
            }
        }
    }
    all.sources.push_back(source.string());
}

/// Keys that tell combinations apart, seeds aside; all that differ where a few do not do.
std::vector<std::string> telling(std::vector<KeyValues> runs) {
    for (KeyValues& run : runs) {
        std::erase_if(run, [](const auto& entry) { return entry.first == kSeed; });
    }
    const std::vector<std::string> differing = differing_keys(runs);
    std::vector<KeyValues> combinations;
    std::set<std::string> names;
    const RunNames by_all = names_by(differing, runs);
    for (std::size_t run = 0; run < runs.size(); ++run) {
        if (names.insert(by_all.names[run]).second) {
            combinations.push_back(runs[run]);
        }
    }
    const std::vector<std::string> few = telling_keys(differing, combinations);
    return few.empty() ? differing : few;
}

/// What a study says of its key counts before what stands in the scenario.
std::string value_of(const std::string& key, const Varied& told, const KeyValues& keys) {
    for (const Varied& source : {told, keys}) {
        for (const auto& [name, value] : source) {
            if (name == key && !value.empty()) {
                return without_quotes(value);
            }
        }
    }
    return "not set";
}

/// Says of each run what tells it from the others, and of which replica it is.
void tell_apart(StudyResults& all) {
    std::vector<KeyValues> keys;
    std::map<std::int64_t, int> replicas;  // by seed
    for (const ResultRun& run : all.runs) {
        keys.push_back(keys_of_text(run.scenario));
        replicas[run.summary.seed] = 0;
    }
    int replica = 0;
    for (auto& [seed, number] : replicas) {
        number = ++replica;
    }
    const bool is_known = std::none_of(keys.begin(), keys.end(), [](const KeyValues& run) { return run.empty(); });
    for (const std::string& key : is_known ? telling(keys) : std::vector<std::string>{kFolder}) {
        if (std::find(all.varied_keys.begin(), all.varied_keys.end(), key) == all.varied_keys.end()) {
            all.varied_keys.push_back(key);
        }
    }
    for (std::size_t run = 0; run < all.runs.size(); ++run) {
        all.runs[run].replica = replicas.at(all.runs[run].summary.seed);
        const Varied told = std::exchange(all.runs[run].varied, {});
        for (const std::string& key : all.varied_keys) {
            all.runs[run].varied.emplace_back(key, value_of(key, told, keys[run]));
        }
    }
}

}  // namespace

StudyResults read_results(const std::vector<std::string>& sources) {
    if (sources.size() == 1 && !fs::is_directory(sources.front())) {
        return read_study(sources.front());
    }
    StudyResults all;
    std::set<std::string> hashes;
    for (const std::string& source : sources) {
        add_source(source, all, hashes);
    }
    if (all.runs.empty()) {
        throw std::invalid_argument("there is no run to read in what was named");
    }
    tell_apart(all);
    const fs::path first = fs::path(sources.front()).lexically_normal();
    all.name = (first.has_filename() ? first : first.parent_path()).stem().string();
    all.title = all.title.empty() ? all.runs.front().summary.title : all.title;
    return all;
}

}  // namespace ogsim
