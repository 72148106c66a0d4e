#include <fmt/format.h>

#include "src/app/commands.h"
#include "src/scenario/describe.h"

namespace ogsim {

int describe_command(const std::string& topic) {
    fmt::print("{}", describe(topic));
    return kResult;
}

}  // namespace ogsim
