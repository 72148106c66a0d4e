#include <stdexcept>

#include "src/app/commands.h"

namespace ogsim {

int export_command(const std::string& /*study*/, const std::string& /*folder*/) {
    throw std::runtime_error("not built yet");
}

}  // namespace ogsim
