#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

/// What tells several runs apart.
namespace ogsim {

/// An expanded scenario, key to value as text, in the order of the keys.
using KeyValues = std::vector<std::pair<std::string, std::string>>;

/// Names for the rows of a table of runs, and the head of their column.
struct RunNames {
    std::string head;
    std::vector<std::string> names;
};

/// Keys that do not have the same value in all runs. Not those of [record], which change no result, and not those of
/// [method] that follow from method.name in every run.
/// @param runs  may be empty where they are not known.
[[nodiscard]] std::vector<std::string> differing_keys(const std::vector<KeyValues>& runs);

/// Names made of the values of these keys: "medium" over "ideal", "cell", "wifi".
[[nodiscard]] RunNames names_by(const std::vector<std::string>& keys, const std::vector<KeyValues>& runs);

/// The first of these keys that are enough to tell all runs apart: at most three of them, and the names by them not
/// long. Empty where there are none.
[[nodiscard]] std::vector<std::string> telling_keys(const std::vector<std::string>& differing,
                                                    const std::vector<KeyValues>& runs);

/// One line a key: each value, and in brackets the runs that have it; of many values only how many there are.
[[nodiscard]] std::string differences_text(const std::vector<std::string>& keys, const std::vector<KeyValues>& runs,
                                           const std::vector<std::string>& names);

}  // namespace ogsim
