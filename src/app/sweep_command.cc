#include <stdexcept>

#include "src/app/commands.h"

namespace ogsim {

int sweep_command(const SweepRequest& /*request*/) {
    throw std::runtime_error("not built yet");
}

}  // namespace ogsim
