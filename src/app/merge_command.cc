#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "src/app/commands.h"
#include "src/app/sweep_steps.h"
#include "src/record/study/store.h"

namespace ogsim {
namespace {

std::vector<RunState> merged(const std::string& out, const std::vector<std::string>& shards) {
    const bool is_new = !std::filesystem::exists(out);
    try {
        StudyStore study(out);
        for (const std::string& shard : shards) {
            study.merge(shard);
        }
        std::vector<RunState> states = study.states();
        close_and_tell(study, out);
        return states;
    } catch (...) {
        if (is_new) {
            std::error_code ignored;
            std::filesystem::remove(out, ignored);
        }
        throw;
    }
}

}  // namespace

int merge_command(const std::string& out, const std::vector<std::string>& shards) {
    const std::vector<RunState> states = merged(out, shards);
    const auto count = [&states](RunState state) { return std::count(states.begin(), states.end(), state); };
    fmt::print("{}: {} runs, {} done, {} failed, {} waiting\n", out, states.size(), count(RunState::kDone),
               count(RunState::kFailed), count(RunState::kWaiting));
    return kResult;
}

}  // namespace ogsim
