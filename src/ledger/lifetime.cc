#include "src/ledger/lifetime.h"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

namespace ogsim {

Lifetime lifetime(std::span<const std::optional<SimTime>> died_at, std::span<const std::int64_t> samples,
                  double coverage) {
    std::vector<std::pair<SimTime, std::int64_t>> deaths;  // and the samples that went with each
    for (std::size_t worker = 0; worker < died_at.size(); ++worker) {
        if (died_at[worker]) {
            deaths.emplace_back(*died_at[worker], samples[worker]);
        }
    }
    std::sort(deaths.begin(), deaths.end());
    Lifetime result;
    const std::int64_t all = std::accumulate(samples.begin(), samples.end(), std::int64_t{0});
    std::int64_t left = all;
    for (std::size_t dead = 1; dead <= deaths.size(); ++dead) {
        const auto& [at, gone] = deaths[dead - 1];
        left -= gone;
        if (!result.first_death) {
            result.first_death = at;
        }
        if (!result.half_dead && 2 * dead >= died_at.size()) {
            result.half_dead = at;
        }
        if (!result.coverage_lost && static_cast<double>(left) < coverage * static_cast<double>(all)) {
            result.coverage_lost = at;
        }
    }
    return result;
}

}  // namespace ogsim
