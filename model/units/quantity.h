#pragma once

#include <compare>
#include <cstdint>

/// Physical quantities whose units the compiler checks: adding watts to joules does not compile.
namespace ogsim {

/// A number with a unit, stored in SI (`si`); same-unit sums and scaling by plain numbers only.
template <class Unit>
struct Quantity {
    double si = 0.0;

    constexpr auto operator<=>(const Quantity&) const =
        default;  // NOLINT(modernize-use-nullptr): misread by version 14
    constexpr Quantity& operator+=(Quantity other) { return si += other.si, *this; }
};

template <class Unit>
constexpr Quantity<Unit> operator+(Quantity<Unit> a, Quantity<Unit> b) {
    return {a.si + b.si};
}
template <class Unit>
constexpr Quantity<Unit> operator-(Quantity<Unit> a, Quantity<Unit> b) {
    return {a.si - b.si};
}
template <class Unit>
constexpr Quantity<Unit> operator*(double factor, Quantity<Unit> q) {
    return {factor * q.si};
}
template <class Unit>
constexpr Quantity<Unit> operator*(Quantity<Unit> q, double factor) {
    return {q.si * factor};
}
template <class Unit>
constexpr Quantity<Unit> operator/(Quantity<Unit> q, double divisor) {
    return {q.si / divisor};
}
/// The ratio of two like quantities is a plain number.
template <class Unit>
constexpr double operator/(Quantity<Unit> a, Quantity<Unit> b) {
    return a.si / b.si;
}

using Seconds = Quantity<struct SecondUnit>;
using Watts = Quantity<struct WattUnit>;
using Joules = Quantity<struct JouleUnit>;
using Metres = Quantity<struct MetreUnit>;
using BitsPerSecond = Quantity<struct BitPerSecondUnit>;
using Amperes = Quantity<struct AmpereUnit>;
using Volts = Quantity<struct VoltUnit>;
/// Power relative to one milliwatt, in decibels. A level, not a power.
using Dbm = Quantity<struct DecibelMilliwattUnit>;
/// A ratio in decibels: gain, loss, signal to noise.
using Decibels = Quantity<struct DecibelUnit>;

constexpr Joules operator*(Watts power, Seconds time) {
    return {power.si * time.si};
}
constexpr Watts operator*(Amperes current, Volts voltage) {
    return {current.si * voltage.si};
}
constexpr Seconds operator/(Joules energy, Watts power) {
    return {energy.si / power.si};
}
Dbm operator+(Dbm, Dbm) = delete;  // powers add, levels do not

/// A count of bytes.
struct Bytes {
    std::int64_t count = 0;

    constexpr auto operator<=>(const Bytes&) const =
        default;  // NOLINT(modernize-use-nullptr): misread by clang-tidy 14
};
constexpr Bytes operator+(Bytes a, Bytes b) {
    return {a.count + b.count};
}

/// Time that `size` takes on a link of `rate`: 8 size / rate.
constexpr Seconds operator/(Bytes size, BitsPerSecond rate) {
    return {8.0 * static_cast<double>(size.count) / rate.si};
}

}  // namespace ogsim
