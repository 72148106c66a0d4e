#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "src/report/analysis/answer.h"

namespace ogsim {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

/// What the JSON says, key by key; nothing where it is none.
void add_made_by(const std::string& provenance, Rows& rows) {
    const auto json = nlohmann::ordered_json::parse(provenance, nullptr, false);
    if (!json.is_object()) {
        return;
    }
    for (const auto& [key, value] : json.items()) {
        std::string name = key == "ns3" ? "ns-3" : key;
        std::replace(name.begin(), name.end(), '_', ' ');
        rows.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
    }
}

/// "1, 2, 3", or of many "1 ... 40 (40 of them)".
std::string seeds_text(const StudyResults& results) {
    std::set<std::int64_t> seeds;
    for (const ResultRun& run : results.runs) {
        seeds.insert(run.summary.seed);
    }
    if (seeds.size() > 12) {
        return fmt::format("{} ... {} ({} of them)", *seeds.begin(), *seeds.rbegin(), seeds.size());
    }
    std::string text;
    for (const std::int64_t seed : seeds) {
        text += (text.empty() ? "" : ", ") + fmt::to_string(seed);
    }
    return text;
}

std::string quoted(const std::string& word) {
    return word.find_first_of(" '\"$&;()") == std::string::npos ? word : "'" + word + "'";
}

}  // namespace

Rows provenance_of(const StudyGroups& groups) {
    const StudyResults& results = *groups.results;
    const ResultRun& first = results.runs.front();
    Rows rows{{"study", results.name}, {"runs", fmt::to_string(results.runs.size())}};
    if (results.provenance.empty()) {
        rows.emplace_back("ogsim", first.summary.version);
    }
    add_made_by(results.provenance, rows);
    rows.emplace_back("problem", first.summary.problem);
    rows.emplace_back("medium", first.summary.medium);
    rows.emplace_back("device", first.summary.device);
    rows.emplace_back("seeds", seeds_text(results));
    std::string again = "ogsim report";
    for (const std::string& source : results.sources) {
        rows.emplace_back("read from", source);
        again += " " + quoted(source);
    }
    if (groups.target) {
        again += fmt::format(" --target {}={}", groups.target->kind, groups.target->value);
    }
    rows.emplace_back("this page again", again);
    if (!first.repeat.empty()) {
        rows.emplace_back("first run again", first.repeat);
    }
    for (const FailedRun& failure : results.failures) {
        rows.emplace_back("failed (" + failure.kind + ")", failure.detail + " Again: " + failure.repeat);
    }
    return rows;
}

}  // namespace ogsim
