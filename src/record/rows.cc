#include "src/record/rows.h"

#include <numeric>

namespace ogsim {

double JoulesRow::total() const {
    return std::accumulate(radio.begin(), radio.end(), compute);
}

FateRow& FateRow::operator+=(const FateRow& other) {
    offered += other.offered;
    for (std::size_t fate = 0; fate < ended.size(); ++fate) {
        ended[fate] += other.ended[fate];
    }
    return *this;
}

FateRow operator-(const FateRow& a, const FateRow& b) {
    FateRow difference = a;
    difference.offered -= b.offered;
    for (std::size_t fate = 0; fate < difference.ended.size(); ++fate) {
        difference.ended[fate] -= b.ended[fate];
    }
    return difference;
}

JoulesRow& JoulesRow::operator+=(const JoulesRow& other) {
    for (std::size_t state = 0; state < radio.size(); ++state) {
        radio[state] += other.radio[state];
    }
    compute += other.compute;
    marginal += other.marginal;
    return *this;
}

BatteryRow& BatteryRow::operator+=(const BatteryRow& other) {
    left += other.left;
    harvested += other.harvested;
    overflow += other.overflow;
    leaked += other.leaked;
    return *this;
}

JoulesRow operator-(const JoulesRow& a, const JoulesRow& b) {
    JoulesRow difference = a;
    for (std::size_t state = 0; state < difference.radio.size(); ++state) {
        difference.radio[state] -= b.radio[state];
    }
    difference.compute -= b.compute;
    difference.marginal -= b.marginal;
    return difference;
}

}  // namespace ogsim
