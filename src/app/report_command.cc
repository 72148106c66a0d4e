#include <stdexcept>

#include "src/app/commands.h"

namespace ogsim {

int report_command(const ReportCommandRequest& /*request*/) {
    throw std::runtime_error("not built yet");
}

}  // namespace ogsim
