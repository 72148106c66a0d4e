#include "src/scenario/data_path.h"

#include "model/data/catalogue.h"

namespace ogsim {

std::optional<std::filesystem::path> data_path(const Scenario& scenario) {
    if (named_data(scenario.problem.data)) {
        return std::nullopt;
    }
    return std::filesystem::path(scenario.folder) / scenario.problem.data;
}

}  // namespace ogsim
