#include "src/network/bursts.h"

#include <cmath>
#include <stdexcept>
#include <string>

#include "model/random/stream.h"

namespace ogsim {
namespace {

void require_positive(double value, const char* name) {
    if (!(value > 0) || !std::isfinite(value)) {
        throw std::invalid_argument(std::string(name) + " must be finite and > 0, got " + std::to_string(value));
    }
}

/// Exponential with that mean; at least 1 ns, so that time goes on.
Seconds exponential(std::mt19937_64& random, double mean) {
    const double uniform = static_cast<double>(random() >> 11U) * 0x1p-53;
    return Seconds{std::max(1e-9, -mean * std::log1p(-uniform))};
}

}  // namespace

Bursts::Bursts(const Interference& interference, std::uint64_t seed)
    : interference_(interference),
      random_(random_stream(seed, "interference")),
      last_end_(interference.from),
      is_over_(interference.kind == Interference::Kind::kNone) {
    require_positive(interference.bursts_per_second, "bursts per second");
    require_positive(interference.mean_burst.si, "mean burst");
    if (interference.from.si < 0 || (interference.until && *interference.until <= interference.from)) {
        throw std::invalid_argument("interference must begin at 0 s or later and end after it began");
    }
}

std::optional<Bursts::Span> Bursts::next() {
    if (is_over_) {
        return std::nullopt;
    }
    if (interference_.kind == Interference::Kind::kJammer) {
        is_over_ = true;
        return Span{sim_time(interference_.from), interference_.until ? sim_time(*interference_.until) : kCentury};
    }
    const Seconds start = last_end_ + exponential(random_, 1.0 / interference_.bursts_per_second);
    const Seconds end = start + exponential(random_, interference_.mean_burst.si);
    last_end_ = end;
    if (interference_.until && start >= *interference_.until) {
        is_over_ = true;
        return std::nullopt;
    }
    return Span{sim_time(start), sim_time(interference_.until ? std::min(end, *interference_.until) : end)};
}

}  // namespace ogsim
