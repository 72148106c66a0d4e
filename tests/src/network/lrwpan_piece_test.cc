#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <stdexcept>

#include "src/network/lrwpan/piece.h"
#include "tests/src/network/lrwpan_cell.h"

namespace ogsim::lrwpan {
namespace {

using News = Assembly::News;

// Shuffled and each twice: every piece counts once, and the bytes are those that were cut.
TEST(LrwpanPiece, AMessageComesTogetherInAnyOrder) {
    std::mt19937_64 random(1);
    for (const std::size_t size : {0U, 1U, 107U, 108U, 109U, 216U, 5000U}) {
        const std::vector<std::byte> message = some_bytes(size, size);
        auto frames = pieces(PieceKind::kUpdate, 70000, message, Bytes{108});
        EXPECT_EQ(frames.size(), std::max<std::size_t>(1, (size + 107) / 108));
        const auto again = frames;
        frames.insert(frames.end(), again.begin(), again.end());
        std::shuffle(frames.begin(), frames.end(), random);
        Assembly assembly(Bytes{108});
        std::size_t news = 0;
        for (const auto& frame : frames) {
            const auto header = piece_header(frame);
            ASSERT_TRUE(header);
            EXPECT_EQ(header->serial, 70000);
            news += assembly.add(*header, frame) == News::kNothing ? 0 : 1;
        }
        EXPECT_EQ(news, frames.size() / 2);
        EXPECT_TRUE(assembly.is_whole());
        EXPECT_TRUE(std::equal(message.begin(), message.end(), assembly.message().begin(), assembly.message().end()));
    }
}

TEST(LrwpanPiece, ANewSerialBeginsAnewAndNamesWhatIsMissing) {
    const auto first = pieces(PieceKind::kModel, 5, some_bytes(30, 1), Bytes{10});
    const auto second = pieces(PieceKind::kModel, 6, some_bytes(25, 1), Bytes{10});
    Assembly assembly(Bytes{10});
    EXPECT_EQ(assembly.add(*piece_header(first[1]), first[1]), News::kBegun);
    EXPECT_EQ(assembly.missing(), (std::vector<std::uint16_t>{0, 2}));
    EXPECT_EQ(assembly.add(*piece_header(second[2]), second[2]), News::kBegun);
    EXPECT_EQ(assembly.add(*piece_header(second[2]), second[2]), News::kNothing);
    EXPECT_EQ(assembly.add(*piece_header(second[0]), second[0]), News::kMore);
    EXPECT_FALSE(assembly.has(6));
    EXPECT_TRUE(assembly.has(6, 0));
    EXPECT_EQ(indices(index_bytes(assembly.missing())), std::vector<std::uint16_t>{1});
}

TEST(LrwpanPiece, WhatIsNoneOfOursOrMalformedIsIgnored) {
    EXPECT_FALSE(piece_header(some_bytes(7, 1)));
    EXPECT_FALSE(piece_header(std::vector<std::byte>(20, std::byte{0})));
    auto frame = pieces(PieceKind::kUpdate, 1, some_bytes(30, 1), Bytes{10})[0];
    Assembly assembly(Bytes{10});
    frame.pop_back();  // a piece that is not the last one must be full
    EXPECT_EQ(assembly.add(*piece_header(frame), frame), News::kNothing);
    frame = pieces(PieceKind::kUpdate, 1, some_bytes(30, 1), Bytes{30})[0];  // longer than ours ever are
    EXPECT_EQ(assembly.add(*piece_header(frame), frame), News::kNothing);
    EXPECT_THROW((void)pieces(PieceKind::kUpdate, 1, some_bytes(65536 * 8, 1), Bytes{8}), std::invalid_argument);
}

TEST(LrwpanPiece, PacketsAreWrittenWhereAPrefixIsGiven) {
    const auto folder = std::filesystem::temp_directory_path() / "ogsim-lrwpan-pcap";
    std::filesystem::create_directories(folder);
    {
        LrwpanCell cell({.air = {.workers = 1, .pcap_prefix = (folder / "air").string()}});
        cell.at(std::chrono::milliseconds(1), [&] { cell.send(0, 1, 100); });
        cell.run_until(std::chrono::milliseconds(50));
    }
    // A header of 24 bytes; then the update (119 bytes) and its ACK (5), each after 16 bytes.
    EXPECT_EQ(std::filesystem::file_size(folder / "air-0-0.pcap"), 24U + 16 + 119 + 16 + 5);
    EXPECT_EQ(std::filesystem::file_size(folder / "air-1-0.pcap"), 24U + 16 + 119 + 16 + 5);
    std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace ogsim::lrwpan
