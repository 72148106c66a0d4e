#include <fmt/format.h>

#include <filesystem>

#include "src/app/commands.h"
#include "src/app/interrupt.h"
#include "src/record/study/store.h"

namespace ogsim {

int export_command(const std::string& study, const std::string& folder) {
    namespace fs = std::filesystem;
    const fs::path path = study;
    const fs::path to = folder.empty() ? path.parent_path() / (path.stem().string() + "-csv") : fs::path(folder);
    listen_for_interrupts();
    export_study(path, to, is_interrupted);
    fmt::print("{}\n", (to / "").string());
    return kResult;
}

}  // namespace ogsim
