#pragma once

#include <string>

#include "src/report/analysis/figure.h"

namespace ogsim {

/// The whole report as one HTML page that needs no network: the charting library, the script and the style are in it,
/// and its content-security policy allows these alone, by their SHA-256.
[[nodiscard]] std::string html_page(const Report& report);

}  // namespace ogsim
