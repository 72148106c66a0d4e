#include "src/scenario/keys.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "src/scenario/key_sections.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

std::vector<Key> joined() {
    std::vector<Key> all;
    for (const auto section : {problem_source_keys(),
                               problem_preparation_keys(),
                               problem_draw_keys(),
                               method_part_keys(),
                               method_step_keys(),
                               method_budget_keys(),
                               method_encoder_keys(),
                               network_placement_keys(),
                               network_downlink_keys(),
                               network_time_keys(),
                               network_radio_keys(),
                               channel_keys(),
                               mobility_keys(),
                               interference_keys(),
                               ideal_keys(),
                               cell_access_keys(),
                               cell_reception_keys(),
                               wifi_radio_keys(),
                               wifi_message_keys(),
                               lrwpan_mac_keys(),
                               lrwpan_message_keys(),
                               energy_device_keys(),
                               energy_battery_keys(),
                               fault_rate_keys(),
                               fault_schedule_keys(),
                               run_keys(),
                               record_keys()}) {
        all.insert(all.end(), section.begin(), section.end());
    }
    return all;
}

std::string range_text(const Key& key) {
    if (key.least && key.most && !key.excludes_least && !key.excludes_most) {
        return fmt::format("from {} to {}", number_text(*key.least), number_text(*key.most));
    }
    std::string text;
    if (key.least) {
        text = fmt::format("{} {}", key.excludes_least ? ">" : ">=", number_text(*key.least));
    }
    if (key.most) {
        text +=
            fmt::format("{}{} {}", text.empty() ? "" : " and ", key.excludes_most ? "<" : "<=", number_text(*key.most));
    }
    return text;
}

}  // namespace

std::span<const Key> keys() {
    static const std::vector<Key> kAll = joined();
    return kAll;
}

const Key* find_key(std::string_view path) {
    for (const Key& key : keys()) {
        if (key.path == path) {
            return &key;
        }
    }
    return nullptr;
}

std::string_view section_of(const Key& key) {
    return key.path.substr(0, key.path.rfind('.'));
}

bool is_section(std::string_view path) {
    for (const Key& key : keys()) {
        if (key.path.size() > path.size() && key.path.starts_with(path) && key.path[path.size()] == '.') {
            return true;
        }
    }
    return false;
}

std::string_view kind_of(const Key& key) {
    struct Kind {
        std::string_view operator()(std::string*) const { return "text"; }
        std::string_view operator()(std::optional<std::string>*) const { return "text"; }
        std::string_view operator()(double*) const { return "number"; }
        std::string_view operator()(std::optional<double>*) const { return "number"; }
        std::string_view operator()(int*) const { return "whole number"; }
        std::string_view operator()(std::optional<int>*) const { return "whole number"; }
        std::string_view operator()(std::int64_t*) const { return "whole number"; }
        std::string_view operator()(std::optional<std::int64_t>*) const { return "whole number"; }
        std::string_view operator()(bool*) const { return "true or false"; }
    };
    Scenario any;
    return std::visit(Kind{}, key.field(any));
}

std::string allowed_text(const Key& key) {
    if (key.allowed != nullptr) {
        return fmt::format("one of {}", fmt::join(key.allowed(), ", "));
    }
    if (!key.syntax.empty()) {
        return std::string(key.syntax);
    }
    const std::string range = range_text(key);
    if (range.empty()) {
        return fmt::format("{}{}", kind_of(key) == "true or false" ? "" : "a ", kind_of(key));
    }
    return key.unit.empty() ? range : fmt::format("{} {}", range, key.unit);
}

}  // namespace ogsim
