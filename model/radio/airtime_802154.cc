#include "model/radio/airtime_802154.h"

#include <stdexcept>
#include <string>

namespace ogsim {

SimTime oqpsk_airtime(Bytes frame) {
    if (frame.count < 0 || frame > kLargest802154) {
        throw std::invalid_argument("frame must have 0 to 127 bytes, got " + std::to_string(frame.count));
    }
    return 2 * (6 + frame.count) * Timing802154{}.symbol;
}

}  // namespace ogsim
