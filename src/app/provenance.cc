#include "src/app/provenance.h"

#include <nlohmann/json.hpp>

#include "ogsim_commit.h"  // written by the build: see cmake/Commit.cmake
#include "src/network/version.h"

namespace ogsim {

std::string provenance_json(const std::string& command_line) {
    nlohmann::ordered_json json;
    json["ogsim"] = OGSIM_VERSION;
    json["commit"] = OGSIM_COMMIT;
#if defined(__clang__)
    json["compiler"] = "clang " __clang_version__;
#else
    json["compiler"] = "gcc " __VERSION__;
#endif
    json["build"] = OGSIM_BUILD;
    json["ns3"] = ns3_version();
    json["command_line"] = command_line;
    return json.dump(2) + "\n";
}

}  // namespace ogsim
