#pragma once

#include "model/units/quantity.h"

namespace ogsim {

/// A battery as its maker would state it.
struct BatteryType {
    Joules capacity;               ///< When full, both wells together; > 0.
    double available_share = 1.0;  ///< c in (0, 1]; 1: an ideal battery.
    double rate_per_s = 0.0;       ///< k >= 0, per second.
};

/// The kinetic battery model (KiBaM) on energy. What is in the available well can be drawn; what is in the bound well
/// flows there in its own time:
///
///     y1' = -P + k (h2 - h1),   y2' = -k (h2 - h1),   h1 = y1 / c,   h2 = y2 / (1 - c),
///
/// y1 = c C and y2 = (1 - c) C when full; empty at y1 = 0, whatever y2 holds. So a heavy load gets less out of it than
/// a light one (rate capacity), and in a pause it recovers. With rest y = y1 + y2, gap d = h2 - h1 and
/// k' = k / (c (1 - c)), a constant P gives, for each length of time t,
///
///     y(t) = y - P t,   d(t) = d e^(-k' t) + P / (c k') (1 - e^(-k' t)),   y1 = c (y - (1 - c) d).
///
/// c = 1 is the ideal battery: y1 = y. P < 0 charges it; what finds no room is counted as overflow: the available well
/// stays full then, and the bound one fills at its own pace.
///
/// Source: Manwell, McGowan, "Lead acid battery storage model for hybrid energy systems", Solar Energy 50(5), 1993;
/// this form of it: Jongerden, Haverkort, "Which battery model to use?", IET Software 3(6), 2009. There it is charge
/// that is drawn, by a current; energy and power here mean that the voltage is constant.
class Battery {
 public:
    /// Full. @throws std::invalid_argument naming the figure that is out of range.
    explicit Battery(const BatteryType& type);

    /// `net` for `span` >= 0; below 0 it is charged. Not for a battery that would be empty before the end of it.
    void drain(Watts net, Seconds span);

    [[nodiscard]] bool is_empty() const { return available() <= Joules{0.0}; }
    [[nodiscard]] Joules rest() const { return rest_; }  ///< In both wells.
    [[nodiscard]] Joules available() const;              ///< y1.
    [[nodiscard]] Joules bound() const { return rest_ - available(); }
    [[nodiscard]] Joules overflow() const { return overflow_; }  ///< So far.

    /// Time until it is empty under a constant load, rounded down by at most a part in 10^15; infinite for a load that
    /// is not > 0. Any lighter load, constant or not, takes longer.
    [[nodiscard]] Seconds lasts(Watts load) const;

 private:
    [[nodiscard]] double gap_after(Watts net, double span) const;
    [[nodiscard]] double head_after(Watts net, double span) const;
    void put(Joules energy);
    void charge(Watts surplus, double span);
    void stay_full(Watts surplus, double span);

    double capacity_, share_, rate_;  // C, c, k'
    Joules rest_;
    double carry_ = 0.0;  // what rounding has kept out of rest_ (Kahan's sum): a life is millions of small steps
    double gap_ = 0.0;    // d, in joules
    Joules overflow_;
};

}  // namespace ogsim
