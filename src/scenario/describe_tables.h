#pragma once

#include <string>
#include <vector>

#include "src/scenario/text_layout.h"

/// What `ogsim describe` says about tables: one item a row, none left out.
namespace ogsim {

[[nodiscard]] std::vector<Item> method_items();
[[nodiscard]] std::vector<Item> selection_items();
[[nodiscard]] std::vector<Item> loudness_items();
[[nodiscard]] std::vector<Item> compression_items();
[[nodiscard]] std::vector<Item> memory_items();
[[nodiscard]] std::vector<Item> aggregation_items();
[[nodiscard]] std::vector<Item> optimizer_items();
[[nodiscard]] std::vector<Item> schedule_items();
[[nodiscard]] std::vector<Item> problem_items();
[[nodiscard]] std::vector<Item> data_items();
[[nodiscard]] std::vector<Item> split_items();
[[nodiscard]] std::vector<Item> medium_items();
[[nodiscard]] std::vector<Item> radio_items();
[[nodiscard]] std::vector<Item> device_items();
[[nodiscard]] std::vector<Item> word_items();

[[nodiscard]] std::vector<Item> sweep_items();

/// What [sweep] is, with an example.
[[nodiscard]] std::string sweep_text();
/// One line a method: its parts alone.
[[nodiscard]] std::string methods_at_a_glance();
[[nodiscard]] std::string exit_codes();

}  // namespace ogsim
