#include "model/units/quantity.h"

#include <gtest/gtest.h>

#include <concepts>

namespace ogsim {
namespace {

template <class A, class B>
concept Addable = requires(A a, B b) {
    a + b;
};
template <class A, class B>
concept Comparable = requires(A a, B b) {
    a < b;
};

TEST(Quantity, AddsOnlyLikeToLike) {
    static_assert(Addable<Watts, Watts>);
    static_assert(!Addable<Watts, Joules>);
    static_assert(!Addable<Seconds, double>);
    static_assert(!Addable<Dbm, Dbm>, "levels do not add");
    static_assert(!Comparable<Seconds, Metres>);
    static_assert(Addable<Bytes, Bytes> && !Addable<Bytes, int>);
    EXPECT_EQ(Watts{1.5} + Watts{2.0} - Watts{0.5}, Watts{3.0});
    EXPECT_LT(Watts{1.0}, Watts{2.0});
}

// 0.380 A x 3.0 V = 1.14 W; for 2 s: 2.28 J.
TEST(Quantity, MultipliesCurrentVoltageAndTimeIntoEnergy) {
    const Watts power = Amperes{0.380} * Volts{3.0};
    EXPECT_DOUBLE_EQ(power.si, 1.14);
    EXPECT_DOUBLE_EQ((power * Seconds{2.0}).si, 2.28);
    EXPECT_DOUBLE_EQ((Joules{2.28} / power).si, 2.0);
    static_assert(std::same_as<decltype(power * Seconds{}), Joules>);
}

TEST(Quantity, ScalesByPlainNumbersAndHasPlainRatios) {
    EXPECT_EQ(3.0 * Joules{2.0}, Joules{6.0});
    EXPECT_EQ(Joules{2.0} * 3.0, Joules{6.0});
    EXPECT_EQ(Joules{6.0} / 3.0, Joules{2.0});
    static_assert(std::same_as<decltype(Joules{} / Joules{}), double>);
    EXPECT_DOUBLE_EQ(Joules{6.0} / Joules{4.0}, 1.5);
}

// 1500 bytes are 12 000 bits, 0.5 ms at 24 Mbit/s.
TEST(Bytes, TakeTheirBitsOverTheRate) {
    EXPECT_DOUBLE_EQ((Bytes{1500} / BitsPerSecond{24e6}).si, 0.5e-3);
    EXPECT_EQ(Bytes{100} + Bytes{20}, Bytes{120});
}

}  // namespace
}  // namespace ogsim
