#pragma once

#include <filesystem>

#include "src/app/commands.h"
#include "src/report/analysis/figure.h"

namespace ogsim {

/// Reads what the request names, and makes its figures.
/// @throws std::invalid_argument naming what is wrong with a source, the target or the baseline.
[[nodiscard]] Report report_of(const ReportCommandRequest& request);

/// Where the report of these sources goes by default: beside the first one, called as it is, with `ending`.
[[nodiscard]] std::filesystem::path beside_source(const ReportCommandRequest& request, const char* ending);

/// Writes the whole file and then puts it in its place: what was there stays where it fails. @throws CannotWrite.
void write_whole(const std::filesystem::path& path, const std::string& text);

}  // namespace ogsim
