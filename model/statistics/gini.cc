#include "model/statistics/gini.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace ogsim {

std::optional<double> gini(std::span<const double> shares) {
    if (shares.empty()) {
        return std::nullopt;
    }
    std::vector<double> sorted(shares.begin(), shares.end());
    for (const double share : sorted) {
        if (!std::isfinite(share) || share < 0.0) {
            throw std::invalid_argument("share must be finite and >= 0, got " + std::to_string(share));
        }
    }
    std::sort(sorted.begin(), sorted.end());
    const auto n = static_cast<double>(sorted.size());
    double sum = 0.0, weighted = 0.0, rank = 1.0;
    for (const double share : sorted) {
        sum += share;
        weighted += (2.0 * rank - n - 1.0) * share;
        rank += 1.0;
    }
    if (sorted.front() == sorted.back()) {
        return 0.0;  // to the last bit
    }
    return sum > 0.0 ? std::max(0.0, weighted / (n * sum)) : 0.0;
}

}  // namespace ogsim
