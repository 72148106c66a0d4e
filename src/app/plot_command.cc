#include <stdexcept>

#include "src/app/commands.h"

namespace ogsim {

int plot_command(const ReportCommandRequest& /*request*/) {
    throw std::runtime_error("not built yet");
}

}  // namespace ogsim
