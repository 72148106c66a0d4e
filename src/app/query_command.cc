#include <stdexcept>

#include "src/app/commands.h"

namespace ogsim {

int query_command(const std::string& /*study*/, const std::string& /*sql*/, bool /*as_csv*/) {
    throw std::runtime_error("not built yet");
}

}  // namespace ogsim
