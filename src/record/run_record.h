#pragma once

#include <string>

namespace ogsim {

/// All that one run leaves behind, as text: what a process that ran it hands over, and what a study keeps.
struct RunRecord {
    std::string summary_json;  ///< json_text(Summary).
    std::string rounds_csv;    ///< With its header line, as in rounds.csv.
    std::string workers_csv;   ///< The same of workers.csv.
    std::string activity_csv;  ///< What the nodes did in a few rounds (see activity.h); empty: not recorded.
};

}  // namespace ogsim
