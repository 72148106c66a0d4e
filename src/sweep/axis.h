#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "src/scenario/keys.h"
#include "src/scenario/value.h"

/// One dimension of a study's grid.
namespace ogsim {

/// One value of a varied key, known to be allowed there.
struct AxisValue {
    Entry entry;          ///< As a scenario takes it; its place is where the value stands.
    std::string text;     ///< As the expanded scenario writes it, without quotes: "10.0", "gd".
    std::string setting;  ///< As --set takes it: "network.radius_m=10.0".
};

/// A key and its values.
struct Column {
    std::string key;
    std::string place;  ///< Of the key: "FILE:LINE" or "--each".
    std::vector<AxisValue> values;
};

/// Columns of equal length that are varied together; mostly one alone.
struct Axis {
    std::vector<Column> columns;
    [[nodiscard]] std::size_t size() const { return columns.front().values.size(); }
};

/// Text without the quotes around it.
[[nodiscard]] std::string unquoted(const std::string& text);

/// @throws std::invalid_argument "PLACE: KEY = VALUE: what is allowed" where the key does not take this value.
[[nodiscard]] AxisValue axis_value(const Key& key, const Entry& entry);

/// The key of that name.
/// @throws std::invalid_argument "PLACE: sweep.NAME: unknown key; did you mean ...?".
[[nodiscard]] const Key& varied_key(const std::string& name, const std::string& place);

/// The column that a list or a range of [sweep] says.
/// @param faults  to which all that is wrong is added; the column is then not to be used.
[[nodiscard]] Column column_of(const Key& key, const Tree& values, std::vector<std::string>& faults);

/// Complains where two rows of the axis are the same, or its columns differ in length.
void check_rows(const Axis& axis, std::vector<std::string>& faults);

}  // namespace ogsim
