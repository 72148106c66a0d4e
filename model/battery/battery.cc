#include "model/battery/battery.h"

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace ogsim {
namespace {

void require(bool holds, const char* what, double got) {
    if (!holds) {
        throw std::invalid_argument(std::string(what) + ", got " + std::to_string(got));
    }
}

/// Where `is_before` turns from true to false in (0, end]; rounded down. 60 halvings: a part in 10^18 of `end`.
template <class IsBefore>
double turn(double end, IsBefore is_before) {
    double low = 0.0;
    double high = end;
    for (int halving = 0; halving < 60; ++halving) {
        const double middle = low + 0.5 * (high - low);
        (is_before(middle) ? low : high) = middle;
    }
    return low;
}

}  // namespace

Battery::Battery(const BatteryType& type)
    : capacity_(type.capacity.si), share_(type.available_share), rate_(0.0), rest_(type.capacity) {
    require(capacity_ > 0.0 && std::isfinite(capacity_), "battery capacity must be finite and > 0 J", capacity_);
    require(share_ > 0.0 && share_ <= 1.0, "a battery's available share must be > 0 and <= 1", share_);
    require(type.rate_per_s >= 0.0 && std::isfinite(type.rate_per_s), "a battery's rate must be finite and >= 0 per s",
            type.rate_per_s);
    if (share_ < 1.0) {
        rate_ = type.rate_per_s / (share_ * (1.0 - share_));
    }
}

Joules Battery::available() const {
    return share_ < 1.0 ? Joules{share_ * (rest_.si - (1.0 - share_) * gap_)} : rest_;
}

/// d after a constant `net`. (1 - e^(-k' t)) / k' is t where nothing flows.
double Battery::gap_after(Watts net, double span) const {
    const double settled = -std::expm1(-rate_ * span);
    return gap_ * (1.0 - settled) + net.si / share_ * (rate_ > 0.0 ? settled / rate_ : span);
}

/// h1 after a constant `net`.
double Battery::head_after(Watts net, double span) const {
    return rest_.si - net.si * span - (share_ < 1.0 ? (1.0 - share_) * gap_after(net, span) : 0.0);
}

void Battery::drain(Watts net, Seconds span) {
    if (net < Watts{0.0}) {
        charge(Watts{-net.si}, span.si);
        return;
    }
    if (share_ < 1.0) {
        gap_ = gap_after(net, span.si);
    }
    put(Watts{-net.si} * span);
}

void Battery::put(Joules energy) {
    const double wanted = energy.si + carry_;
    const double before = rest_.si;
    rest_.si += wanted;
    carry_ = wanted - (rest_.si - before);
}

/// As the first part of drain() until the available well is full, which it then stays.
void Battery::charge(Watts surplus, double span) {
    const Watts net{-surplus.si};
    double free = span;
    if (head_after(net, span) > capacity_) {
        // Once h1 has risen through C under a constant surplus it does not come back.
        free = turn(span, [&](double time) { return head_after(net, time) <= capacity_; });
    }
    if (share_ < 1.0) {
        gap_ = gap_after(net, free);
    }
    put(surplus * Seconds{free});
    if (free < span) {
        stay_full(surplus, span - free);
    }
}

/// y1 = c C: the bound well takes what flows to it, d' = -k' c d, and y = C + (1 - c) d.
void Battery::stay_full(Watts surplus, double span) {
    const Joules before = rest_;
    if (share_ < 1.0) {
        gap_ = (rest_.si - capacity_) / (1.0 - share_) * std::exp(-rate_ * share_ * span);
    }
    rest_ = Joules{capacity_ + (share_ < 1.0 ? (1.0 - share_) * gap_ : 0.0)};
    carry_ = 0.0;
    overflow_ += surplus * Seconds{span} - (rest_ - before);
}

Seconds Battery::lasts(Watts load) const {
    if (!(load > Watts{0.0})) {
        return {std::numeric_limits<double>::infinity()};
    }
    const double all = rest_.si / load.si;  // the available well is empty no later than both are
    if (share_ == 1.0 || all <= 0.0) {
        return {all};
    }
    return {turn(all, [&](double time) { return head_after(load, time) > 0.0; })};
}

}  // namespace ogsim
