#include "model/random/stream.h"

#include <gtest/gtest.h>

#include <bit>
#include <set>

namespace ogsim {
namespace {

// The steps in the header's comment, computed once by a separate program (exact integers, no library):
// FNV-1a of the purpose; z = mix(seed) ^ hash; z = mix(z) ^ node; mix(z).
TEST(StreamSeed, IsTheHashThatTheHeaderStates) {
    EXPECT_EQ(stream_seed(1, "data", 0), 0x9b3e1fbc666ab79eU);
    EXPECT_EQ(stream_seed(1, "data", 1), 0x26a92f49d2a21bc5U);
    EXPECT_EQ(stream_seed(42, "", 7), 0x2e10c5991b0f224fU);
}

TEST(StreamSeed, DiffersByRunPurposeAndNode) {
    std::set<std::uint64_t> seeds;
    std::size_t streams = 0;
    for (std::uint64_t run = 0; run < 20; ++run) {
        for (const char* purpose : {"data", "split", "test part", "layout", "mac"}) {
            for (std::uint64_t node = 0; node < 50; ++node) {
                seeds.insert(stream_seed(run, purpose, node));
                ++streams;
            }
        }
    }
    EXPECT_EQ(seeds.size(), streams);
}

// A change of the node by one flips each of 64 bits with probability 1/2: 32 on average. Over 2000 neighbours the mean
// has a standard deviation of 4 / sqrt(2000) = 0.09.
TEST(StreamSeed, OfNeighbouringNodesAreUnrelated) {
    const int neighbours = 2000;
    int flipped = 0;
    for (std::uint64_t node = 0; node < neighbours; ++node) {
        flipped += std::popcount(stream_seed(1, "layout", node) ^ stream_seed(1, "layout", node + 1));
    }
    EXPECT_NEAR(static_cast<double>(flipped) / neighbours, 32.0, 0.5);
}

// The C++ standard fixes mt19937_64: its 10000th number from the default seed is 9981545732273789042 ([rand.predef]).
TEST(RandomStream, IsTheStandardsGeneratorFromThatSeed) {
    std::mt19937_64 standard;
    standard.discard(9999);
    EXPECT_EQ(standard(), 9981545732273789042U);
    std::mt19937_64 same(stream_seed(5, "noise", 3));
    EXPECT_EQ(random_stream(5, "noise", 3), same);
}

}  // namespace
}  // namespace ogsim
