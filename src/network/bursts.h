#pragma once

#include <optional>
#include <random>

#include "src/network/air_options.h"

namespace ogsim {

/// The spans during which a foreign sender is on the air, one after the other; the same from the same seed.
class Bursts {
 public:
    struct Span {
        SimTime start, end;
    };
    /// @throws std::invalid_argument on a rate or a length that is not finite and > 0, or an end before the beginning.
    Bursts(const Interference& interference, std::uint64_t seed);
    /// The next span; nothing: there is none any more. A jammer without an end is on for a century.
    [[nodiscard]] std::optional<Span> next();

 private:
    Interference interference_;
    std::mt19937_64 random_;
    Seconds last_end_;
    bool is_over_;
};

}  // namespace ogsim
