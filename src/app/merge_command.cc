#include <stdexcept>

#include "src/app/commands.h"

namespace ogsim {

int merge_command(const std::string& /*out*/, const std::vector<std::string>& /*shards*/) {
    throw std::runtime_error("not built yet");
}

}  // namespace ogsim
