#include "src/record/activity.h"

namespace ogsim {

std::string activity_csv_header() {
    return "round,node,kind,begin_s,end_s,label\n";
}

}  // namespace ogsim
