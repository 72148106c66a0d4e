#pragma once

#include <string>
#include <string_view>

#include "src/record/rows.h"

/// The files of a run as text. Numbers in the shortest form that reads back to the same double; unknown values are
/// empty.
namespace ogsim {

/// Header line and one line of rounds.csv; each ends in a line feed.
[[nodiscard]] std::string round_csv_header();
[[nodiscard]] std::string csv_line(const RoundRow& row);

/// The same of workers.csv.
[[nodiscard]] std::string worker_csv_header();
[[nodiscard]] std::string csv_line(const WorkerRow& row);

/// summary.json; unknown values are null. Keys in a fixed order.
[[nodiscard]] std::string json_text(const Summary& summary);

/// What json_text wrote. @throws std::invalid_argument where the text is no such summary.
[[nodiscard]] Summary summary_from_json(std::string_view text);

}  // namespace ogsim
