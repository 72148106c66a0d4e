#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Words that keys allow and that are no rows of a catalogue in model/.
namespace ogsim {

/// One word and what it stands for.
struct Word {
    std::string_view name;
    std::string_view description;
    std::string_view source;  ///< Where it comes from; may be empty.
};

[[nodiscard]] std::span<const Word> delimiter_table();
[[nodiscard]] std::span<const Word> header_table();
[[nodiscard]] std::span<const Word> split_table();
[[nodiscard]] std::span<const Word> loss_scale_table();
[[nodiscard]] std::span<const Word> scaling_table();
[[nodiscard]] std::span<const Word> optimum_table();
[[nodiscard]] std::span<const Word> ordering_table();
[[nodiscard]] std::span<const Word> layout_table();
[[nodiscard]] std::span<const Word> sleep_table();
[[nodiscard]] std::span<const Word> downlink_table();
[[nodiscard]] std::span<const Word> ordering_clock_table();
[[nodiscard]] std::span<const Word> summation_table();
[[nodiscard]] std::span<const Word> state_table();
[[nodiscard]] std::span<const Word> repair_table();
[[nodiscard]] std::span<const Word> fading_table();
[[nodiscard]] std::span<const Word> motion_table();
[[nodiscard]] std::span<const Word> interference_table();
[[nodiscard]] std::span<const Word> standard_table();
[[nodiscard]] std::span<const Word> rate_control_table();
[[nodiscard]] std::span<const Word> battery_table();

/// The names in any table or catalogue whose rows have a `name`, in its order.
template <class Row>
[[nodiscard]] std::vector<std::string> names(std::span<const Row> rows) {
    std::vector<std::string> result;
    for (const Row& row : rows) {
        result.emplace_back(row.name);
    }
    return result;
}

}  // namespace ogsim
