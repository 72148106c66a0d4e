#include <stdexcept>

#include "src/app/commands.h"

// TODO(lead): delete with the real run_command.cc and compare_command.cc.
namespace ogsim {

int run_command(const RunRequest& /*request*/) {
    throw std::runtime_error("run: not linked yet");
}

int compare_command(const std::vector<std::string>& /*folders*/) {
    throw std::runtime_error("compare: not linked yet");
}

}  // namespace ogsim
