#include "src/scenario/parse.h"

// The parser's assertions would end the program on plain typing errors; without them it throws parse_error.
#define TOML_HEADER_ONLY 1
#define TOML_ASSERT(condition) static_cast<void>(0)
#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "src/scenario/text_check.h"
#include "src/scenario/value_text.h"

namespace ogsim {
namespace {

struct Placed {
    std::uint32_t line;
    std::uint32_t column;
    Entry entry;
};

std::string_view article_and_kind(toml::node_type type) {
    switch (type) {
        case toml::node_type::array:
            return "an array";
        case toml::node_type::date:
        case toml::node_type::time:
        case toml::node_type::date_time:
            return "a date or time";
        default:
            return "a value of another kind";
    }
}

Value value_of(const toml::node& node) {
    if (const auto* table = node.as_table()) {
        return TableValue{.empty = table->empty()};
    }
    if (const auto* text = node.as_string()) {
        return text->get();
    }
    if (const auto* whole = node.as_integer()) {
        return whole->get();
    }
    if (const auto* number = node.as_floating_point()) {
        return number->get();
    }
    if (const auto* flag = node.as_boolean()) {
        return flag->get();
    }
    return OtherValue{std::string(article_and_kind(node.type()))};
}

bool is_bare(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

void collect(const toml::table& table, const std::string& prefix, std::string_view file, std::vector<Placed>& found) {
    for (const auto& [name, node] : table) {
        const std::string path = prefix + (is_bare(name.str()) ? std::string(name.str()) : in_quotes(name.str()));
        const toml::source_position at = name.source().begin;
        found.push_back({at.line, at.column, Entry{path, fmt::format("{}:{}", file, at.line), value_of(node)}});
        if (const auto* inner = node.as_table()) {
            collect(*inner, path + ".", file, found);
        }
    }
}

std::vector<Entry> in_order(std::vector<Placed> found) {
    std::stable_sort(found.begin(), found.end(), [](const Placed& a, const Placed& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    std::vector<Entry> entries;
    for (Placed& one : found) {
        entries.push_back(std::move(one.entry));
    }
    return entries;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// The text as one TOML value; nothing where it is none. Tables are not looked into: a setting sets one key.
std::optional<Value> bare_value(std::string_view text) {
    try {
        const toml::table table = toml::parse("value = " + std::string(text));
        const toml::node& node = *table.get("value");
        return node.is_table() ? OtherValue{"a table"} : value_of(node);
    } catch (const toml::parse_error&) {
        return std::nullopt;
    }
}

Entries fault(std::string text) {
    return {.entries = {}, .faults = {std::move(text)}};
}

}  // namespace

std::string shown(const Value& value) {
    struct Text {
        std::string operator()(const TableValue&) const { return "a table"; }
        std::string operator()(const OtherValue& other) const { return other.kind; }
        std::string operator()(bool flag) const { return flag ? "true" : "false"; }
        std::string operator()(std::int64_t whole) const { return std::to_string(whole); }
        std::string operator()(double number) const {
            return std::isnan(number) ? "nan" : std::isinf(number) ? (number > 0 ? "inf" : "-inf") : float_text(number);
        }
        std::string operator()(const std::string& text) const { return in_quotes(shortened(text)); }
    };
    return std::visit(Text{}, value);
}

Entries parse_toml(std::string_view text, std::string_view file) {
    Entries result{.entries = {}, .faults = text_faults(text, file)};
    if (!result.faults.empty()) {
        return result;
    }
    try {
        std::vector<Placed> found;
        collect(toml::parse(text), "", file, found);
        result.entries = in_order(std::move(found));
    } catch (const toml::parse_error& error) {
        const toml::source_position at = error.source().begin;
        result.faults.push_back(fmt::format("{}:{}:{}: {}", file, at.line, at.column, error.description()));
    }
    return result;
}

Entries parse_setting(std::string_view setting) {
    if (!text_faults(setting, "").empty() || has_control_characters(setting)) {
        return fault(fmt::format("--set: {}: must be printable text of one line", in_quotes(shortened(setting))));
    }
    const std::size_t equals = setting.find('=');
    const std::string_view path = trimmed(setting.substr(0, equals));
    if (equals == std::string_view::npos || path.empty()) {
        return fault(fmt::format("--set: {}: must be key=value", in_quotes(shortened(setting))));
    }
    const std::string text(trimmed(setting.substr(equals + 1)));
    return {.entries = {Entry{std::string(path), "--set", bare_value(text).value_or(Value(text)), text}}, .faults = {}};
}

}  // namespace ogsim
