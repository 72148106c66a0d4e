#include "src/network/wifi/fragment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>

#include "tests/src/network/recorder.h"

namespace ogsim {
namespace {

using News = Reassembly::News;

std::vector<std::vector<std::byte>> frames_of(std::int64_t round, std::size_t size) {
    return fragments(MessageKind::kUpdate, {3, round}, some_bytes(size, 3), Bytes{100});
}

News add(Reassembly& reassembly, const std::vector<std::byte>& frame) {
    return reassembly.add(*fragment_header(Payload(frame)), frame);
}

// 250 bytes in pieces of 100: 100, 100, 50, each behind 20 bytes of header.
TEST(Fragments, CarryTheMessageBehindTwentyBytes) {
    const auto frames = frames_of(9, 250);
    ASSERT_EQ(frames.size(), 3U);
    EXPECT_EQ(frames[1].size(), 120U);
    EXPECT_EQ(frames[2].size(), 70U);
    const auto header = fragment_header(Payload(frames[2]));
    ASSERT_TRUE(header);
    EXPECT_EQ(header->update, (UpdateId{3, 9}));
    EXPECT_EQ(header->index, 2);
    EXPECT_EQ(header->count, 3);
    EXPECT_EQ(header->message_size, 250U);
}

TEST(Fragments, AnEmptyMessageIsOneFrame) {
    EXPECT_EQ(frames_of(1, 0).size(), 1U);
    Reassembly reassembly;
    EXPECT_EQ(add(reassembly, frames_of(1, 0)[0]), News::kBegun);
    EXPECT_TRUE(reassembly.is_whole());
}

TEST(Fragments, TooManyAreRefused) {
    EXPECT_THROW((void)fragments(MessageKind::kUpdate, {0, 1}, some_bytes(65536, 0), Bytes{1}), std::invalid_argument);
}

TEST(Fragments, ForeignBytesHaveNoHeader) {
    EXPECT_FALSE(fragment_header(Payload{}));
    EXPECT_FALSE(fragment_header(Payload(std::vector<std::byte>(40))));
}

TEST(Reassembly, TakesPiecesInAnyOrderAndDropsDuplicates) {
    auto frames = frames_of(9, 250);
    do {
        Reassembly reassembly;
        EXPECT_EQ(add(reassembly, frames[0]), News::kBegun);
        EXPECT_EQ(add(reassembly, frames[0]), News::kNothing);
        EXPECT_EQ(add(reassembly, frames[1]), News::kMore);
        EXPECT_FALSE(reassembly.is_whole());
        EXPECT_EQ(add(reassembly, frames[2]), News::kMore);
        EXPECT_TRUE(reassembly.is_whole());
        EXPECT_TRUE(std::ranges::equal(reassembly.message(), some_bytes(250, 3)));
    } while (std::ranges::next_permutation(frames).found);
}

TEST(Reassembly, ANewerMessageEndsTheOldOne) {
    Reassembly reassembly;
    EXPECT_EQ(add(reassembly, frames_of(1, 250)[0]), News::kBegun);
    EXPECT_EQ(add(reassembly, frames_of(2, 150)[1]), News::kBegun);
    EXPECT_EQ(add(reassembly, frames_of(1, 250)[1]), News::kNothing);
    EXPECT_EQ(add(reassembly, frames_of(2, 150)[0]), News::kMore);
    EXPECT_TRUE(reassembly.is_whole());
    EXPECT_EQ(reassembly.round(), 2);
}

}  // namespace
}  // namespace ogsim
