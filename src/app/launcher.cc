#include <charconv>
#include <cstdlib>
#include <string_view>

#include "src/app/ranks.h"

namespace ogsim {
namespace {

/// 0 where it is not set, or no number.
int number_in(const char* variable) {
    const char* const text = std::getenv(variable);
    const std::string_view digits = text != nullptr ? text : "";
    int number = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return number;
}

}  // namespace

bool is_one_of_many() {
    // srun sets SLURM_NTASKS for scripts as well: it counts only with PMIx, which makes ranks of the tasks.
    const bool is_srun_rank = std::getenv("PMIX_RANK") != nullptr && number_in("SLURM_NTASKS") > 1;
    return number_in("OMPI_COMM_WORLD_SIZE") > 1 || number_in("PMI_SIZE") > 1 || is_srun_rank;
}

}  // namespace ogsim
