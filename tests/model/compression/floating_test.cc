#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "model/compression/compression.h"

namespace ogsim {
namespace {

const Compression& compression(std::string_view name) {
    return *compression_entry(name).compression;
}

Eigen::VectorXd random_vector(Eigen::Index size, unsigned seed) {
    std::mt19937_64 random(seed);
    std::normal_distribution<double> normal;
    return Eigen::VectorXd::NullaryExpr(size, [&] { return normal(random); });
}

TEST(Float64, GivesBackEveryBit) {
    const Eigen::VectorXd innovation = random_vector(33, 1);
    const std::vector<std::byte> body = compression("float64").encode(innovation);
    EXPECT_EQ(body.size(), 8U * 33);
    EXPECT_EQ(compression("float64").decode(body, 33), innovation);
}

// 1.0 is 0x3ff0000000000000: the last two bytes of a little-endian f64.
TEST(Float64, IsLittleEndian) {
    const std::vector<std::byte> body = compression("float64").encode(Eigen::VectorXd::Ones(1));
    EXPECT_EQ(body[0], std::byte{0});
    EXPECT_EQ(body[6], std::byte{0xf0});
    EXPECT_EQ(body[7], std::byte{0x3f});
}

// Rounding to 24 significant bits errs by 2^-24 of the value at most.
TEST(Float32, RoundsToTheNearestSingle) {
    const Eigen::VectorXd innovation = random_vector(1000, 2);
    const std::vector<std::byte> body = compression("float32").encode(innovation);
    EXPECT_EQ(body.size(), 4U * 1000);
    const Eigen::VectorXd said = compression("float32").decode(body, 1000);
    EXPECT_TRUE(((said - innovation).array().abs() <= 0x1p-24 * innovation.array().abs()).all());
    EXPECT_NE(said, innovation);
    EXPECT_EQ(compression("float32").encode(said), body) << "what has been rounded once stays";
}

TEST(Float32, ClampsWhatNoSingleCanHold) {
    const Eigen::Vector2d innovation(1e300, -1e300);
    const Eigen::VectorXd said = compression("float32").decode(compression("float32").encode(innovation), 2);
    EXPECT_EQ(said[0], std::numeric_limits<float>::max());
    EXPECT_EQ(said[1], -std::numeric_limits<float>::max());
}

TEST(Compressions, RejectABodyOfWrongLength) {
    for (const CompressionEntry& row : compression_catalogue()) {
        const std::vector<std::byte> body = row.compression->encode(random_vector(4, 3));
        for (std::size_t length = 0; length < body.size(); ++length) {
            EXPECT_THROW((void)row.compression->decode({body.data(), length}, 4), std::invalid_argument) << row.name;
        }
        EXPECT_THROW((void)row.compression->decode(body, 5), std::invalid_argument) << row.name;
        EXPECT_THROW((void)row.compression->decode(body, -1), std::invalid_argument) << row.name;
        constexpr Eigen::Index kOverflows = Eigen::Index{1} << 61;  // times 8 is 0 in 64 bits
        EXPECT_THROW((void)row.compression->decode({}, kOverflows), std::invalid_argument) << row.name;
    }
    EXPECT_THROW((void)compression_entry("morse"), std::invalid_argument);
}

}  // namespace
}  // namespace ogsim
