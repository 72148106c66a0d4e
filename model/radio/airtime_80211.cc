#include "model/radio/airtime_80211.h"

#include <array>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

constexpr SimTime kSymbol = std::chrono::microseconds(4);

void check_size(Bytes frame) {
    if (frame.count < 0) {
        throw std::invalid_argument("frame must have >= 0 bytes, got " + std::to_string(frame.count));
    }
}

SimTime symbols(Bytes frame, std::int64_t bits_per_symbol) {
    check_size(frame);
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

SimTime erp_ofdm_airtime(Bytes frame, BitsPerSecond rate) {
    return std::chrono::microseconds(6) + ofdm_airtime(frame, rate);
}

SimTime dsss_airtime(Bytes frame, BitsPerSecond rate) {
    check_size(frame);
    for (const std::int64_t half_mbps : {2, 4, 11, 22}) {
        if (rate.si == 5e5 * static_cast<double>(half_mbps)) {
            return std::chrono::microseconds(192 + (16 * frame.count + half_mbps - 1) / half_mbps);
        }
    }
    throw std::invalid_argument("rate must be one of 1, 2, 5.5, 11 Mb/s, got " + std::to_string(rate.si / 1e6));
}

}  // namespace ogsim
