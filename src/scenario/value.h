#pragma once

#include <cstdint>
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

/// All entries in the order in which they stand, and what was no TOML at all.
struct Entries {
    std::vector<Entry> entries;
    std::vector<std::string> faults;
};

/// The value as a message shows it, on one line and cut where it is long.
[[nodiscard]] std::string shown(const Value& value);

}  // namespace ogsim
