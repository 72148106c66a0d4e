#pragma once

#include <string>

#include "src/sweep/hands.h"

/// What ranks write to each other, as bytes; all run the same program on the same type of machine.
namespace ogsim {

[[nodiscard]] std::string task_letter(const Task& task, const std::string& hash);
/// @throws std::runtime_error where that run of this study is another one: files differ between machines.
[[nodiscard]] Task task_of(const std::string& letter, const Study& study);

[[nodiscard]] std::string outcome_letter(const Outcome& outcome);
[[nodiscard]] Outcome outcome_of(const std::string& letter);

}  // namespace ogsim
