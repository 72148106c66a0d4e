#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "src/scenario/scenario.h"

namespace ogsim {

/// A value that is allowed by itself and yet does not go with the others.
struct CrossFault {
    std::string_view path;                   ///< The key to blame.
    std::vector<std::string_view> involved;  ///< The other keys; where one of them is faulty itself, say nothing.
    std::string text;                        ///< "must be ...", "needs ...".
};

/// All such faults; keys that the scenario does not use are not looked at.
[[nodiscard]] std::vector<CrossFault> cross_faults(const Scenario& scenario);

}  // namespace ogsim
