#pragma once

#include <string>

namespace ogsim {

/// The ns-3 this program was built against, e.g. "3.37".
[[nodiscard]] std::string ns3_version();

}  // namespace ogsim
