#include "model/units/quantity.h"

#include <gtest/gtest.h>

#include <type_traits>

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
template <class A, class B>
concept Divisible = requires(A a, B b) {
    a / b;
};

TEST(Quantity, OfOneUnitDoesNotMixWithAnother) {
    EXPECT_TRUE((Addable<Joules, Joules>));
    EXPECT_FALSE((Addable<Watts, Joules>));
    EXPECT_FALSE((Addable<Joules, double>));
    EXPECT_FALSE((Comparable<Seconds, Metres>));
    EXPECT_FALSE((Divisible<Metres, Seconds>));
    EXPECT_FALSE((std::is_convertible_v<double, Seconds>));
    EXPECT_FALSE((std::is_convertible_v<Seconds, double>));
}

TEST(Quantity, CostsNothingOverANumber) {
    EXPECT_EQ(sizeof(Joules), sizeof(double));
    EXPECT_TRUE(std::is_trivially_copyable_v<Joules>);
}

TEST(Quantity, AddsScalesAndComparesLikeItsNumber) {
    Joules sum{1.5};
    sum += Joules{2.0};
    sum -= Joules{0.5};
    EXPECT_EQ(sum, Joules{3.0});
    EXPECT_EQ(2.0 * sum, Joules{6.0});
    EXPECT_EQ(sum * 2.0, sum + sum);
    EXPECT_EQ(sum / 2.0, Joules{1.5});
    EXPECT_DOUBLE_EQ(sum / Joules{1.5}, 2.0);
    EXPECT_LT(sum - Joules{1.0}, sum);
}

// ns-3's default Wi-Fi radio: 0.380 A at 3.0 V is 1.14 W, which is 2.28 J in 2 s.
TEST(Quantity, TurnsCurrentIntoPowerAndEnergy) {
    const Watts power = Amperes{0.380} * Volts{3.0};
    EXPECT_DOUBLE_EQ(power.si, 1.14);
    EXPECT_DOUBLE_EQ((power * Seconds{2.0}).si, 2.28);
    EXPECT_DOUBLE_EQ((Seconds{2.0} * power).si, 2.28);
    EXPECT_DOUBLE_EQ((Joules{2.28} / power).si, 2.0);
    EXPECT_DOUBLE_EQ((Joules{2.28} / Seconds{2.0}).si, 1.14);
}

TEST(Dbm, IsALevelThatLosesDecibels) {
    EXPECT_EQ(Dbm{16.0} - Decibels{46.0}, Dbm{-30.0});
    EXPECT_EQ(Dbm{16.0} + Decibels{3.0}, Dbm{19.0});
    EXPECT_FALSE((Addable<Dbm, Watts>));
}

// 1500 bytes are 12000 bits: 0.5 ms at 24 Mb/s.
TEST(Bytes, TakeTheirBitsOverTheRate) {
    EXPECT_DOUBLE_EQ((Bytes{1500} / BitsPerSecond{24e6}).si, 0.5e-3);
    EXPECT_EQ(Bytes{1} + Bytes{2}, Bytes{3});
}

}  // namespace
}  // namespace ogsim
