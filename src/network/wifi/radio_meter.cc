#include "src/network/wifi/radio_meter.h"

namespace ogsim {

void RadioMeter::logged(RadioState state, SimTime start, SimTime end) {
    if (is_off_) {
        return;
    }
    cover_transmission(start);
    if (state == RadioState::kTx) {
        cover_rest(start);
        tx_start_ = start;
        tx_end_ = end;
        return;
    }
    cover_rest(start);
    cover(state, end);
}

void RadioMeter::begun(RadioState state) {
    if (!is_off_) {
        going_on_ = state;
    }
}

void RadioMeter::ended() {
    if (!is_off_) {
        going_on_.reset();
    }
}

void RadioMeter::up_to(SimTime now) {
    cover_transmission(now);
    if (going_on_ && tx_end_ <= now) {
        cover(*going_on_, now);
    }
    cover_rest(now);
}

void RadioMeter::off(SimTime now) {
    up_to(now);
    tx_end_ = std::min(tx_end_, now);
    going_on_ = RadioState::kOff;
    is_off_ = true;
}

void RadioMeter::on(SimTime now) {
    up_to(now);
    going_on_.reset();
    busy_end_ = now;
    is_off_ = false;
}

void RadioMeter::cover(RadioState state, SimTime end) {
    if (end > covered_) {
        sink_.on(RadioInterval{node_, state, covered_, end});
        covered_ = end;
    }
}

void RadioMeter::cover_rest(SimTime end) {
    cover(RadioState::kBusy, std::min(busy_end_, end));
    cover(RadioState::kIdle, end);
}

void RadioMeter::cover_transmission(SimTime now) {
    if (tx_end_ > covered_ && now > tx_start_) {
        cover_rest(tx_start_);
        cover(RadioState::kTx, std::min(tx_end_, now));
    }
}

}  // namespace ogsim
