#pragma once

#include <fmt/format.h>

#include <iterator>
#include <optional>
#include <string>

#include "src/record/rows.h"

namespace ogsim {

/// One line of a CSV file: cells with commas between. Numbers in the shortest form that reads back to the same double;
/// what is unknown is an empty cell.
class CsvLine {
 public:
    template <class Number>
    CsvLine& add(Number value) {
        fmt::format_to(std::back_inserter(text_), "{}{}", is_first_ ? "" : ",", value);
        is_first_ = false;
        return *this;
    }
    template <class Number>
    CsvLine& add(const std::optional<Number>& value) {
        return value ? add(*value) : add("");
    }
    CsvLine& add(const FateRow& fates) {
        add(fates.offered);
        for (const auto count : fates.ended) {
            add(count);
        }
        return *this;
    }
    CsvLine& add(const JoulesRow& joules) {
        for (const double energy : joules.radio) {
            add(energy);
        }
        return add(joules.compute).add(joules.total()).add(joules.marginal);
    }
    CsvLine& add(const std::optional<BatteryRow>& battery) {
        if (!battery) {
            return add("").add("").add("").add("");
        }
        return add(battery->left).add(battery->harvested).add(battery->overflow).add(battery->leaked);
    }
    [[nodiscard]] std::string text() const { return text_ + "\n"; }

 private:
    std::string text_;
    bool is_first_ = true;
};

}  // namespace ogsim
