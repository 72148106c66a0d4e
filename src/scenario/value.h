#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a scenario file or a --set says, before anybody asks whether it makes sense.
namespace ogsim {

/// A table; its content are entries of their own.
struct TableValue {
    bool empty = true;
};

/// A value of a kind that no key takes.
struct OtherValue {
    std::string kind;  ///< "an array".
};

using Value = std::variant<TableValue, OtherValue, bool, std::int64_t, double, std::string>;

/// One `path = value`.
struct Entry {
    std::string path;   ///< "network.radius_m".
    std::string place;  ///< "FILE:LINE" or "--set".
    Value value;
    std::string text = {};  ///< As typed, of a --set alone: what a text key takes it for.
};

/// A value with all that it holds: of [sweep], whose lists and tables are no keys of a scenario.
struct Tree {
    std::string name;   ///< In its table, without quotes: "method.name"; empty in a list.
    std::string place;  ///< "FILE:LINE".
    Value value;
    bool is_list = false;
    std::vector<Tree> inside = {};  ///< Of a table or a list, in the order in which they stand.
};

/// All entries in the order in which they stand, and what was no TOML at all.
struct Entries {
    std::vector<Entry> entries;
    std::vector<std::string> faults;
    std::optional<Tree> sweep = {};  ///< [sweep], which is not among the entries.
};

/// The value as a message shows it, on one line and cut where it is long.
[[nodiscard]] std::string shown(const Value& value);

}  // namespace ogsim
