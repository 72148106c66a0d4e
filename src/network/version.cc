#include "src/network/version.h"

#include "ns3/version-defines.h"

namespace ogsim {

std::string ns3_version() {
    return std::to_string(NS3_VERSION_MAJOR) + "." + std::to_string(NS3_VERSION_MINOR);
}

}  // namespace ogsim
