#include "model/radio/airtime_80211.h"

#include <array>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

constexpr SimTime kSymbol = std::chrono::microseconds(4);

SimTime symbols(Bytes frame, std::int64_t bits_per_symbol) {
    if (frame.count < 0) {
        throw std::invalid_argument("frame must have >= 0 bytes, got " + std::to_string(frame.count));
    }
    const std::int64_t bits = 16 + 8 * frame.count + 6;
    return (bits + bits_per_symbol - 1) / bits_per_symbol * kSymbol;
}

}  // namespace

SimTime ofdm_airtime(Bytes frame, BitsPerSecond rate) {
    for (const std::int64_t mbps : {6, 9, 12, 18, 24, 36, 48, 54}) {
        if (rate.si == 1e6 * static_cast<double>(mbps)) {
            return std::chrono::microseconds(20) + symbols(frame, 4 * mbps);
        }
    }
    throw std::invalid_argument("rate must be one of 6, 9, 12, 18, 24, 36, 48, 54 Mb/s, got " +
                                std::to_string(rate.si / 1e6));
}

SimTime ht_mixed_airtime(Bytes frame, int mcs) {
    constexpr std::array<std::int64_t, 8> kBitsPerSymbol{26, 52, 78, 104, 156, 208, 234, 260};
    if (mcs < 0 || mcs > 7) {
        throw std::invalid_argument("mcs must be in 0..7, got " + std::to_string(mcs));
    }
    return std::chrono::microseconds(36) + symbols(frame, kBitsPerSymbol.at(static_cast<std::size_t>(mcs)));
}

}  // namespace ogsim
