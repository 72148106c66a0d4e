#include "src/scenario/sha256.h"

#include <gtest/gtest.h>

namespace ogsim {
namespace {

std::string digest(std::string_view text) {
    Sha256 hash;
    hash.add(text);
    return hash.hex_digest();
}

// Test vectors that NIST publishes for FIPS 180-4: "abc", the two-block message, and the empty one.
TEST(Sha256, GivesThePublishedDigests) {
    EXPECT_EQ(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
              "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(digest(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Sha256, GivesThePublishedDigestOfAMillionLetters) {
    EXPECT_EQ(digest(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotDependOnHowTheBytesAreCut) {
    const std::string text(200, 'x');
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Sha256 hash;
        hash.add(text.substr(0, cut));
        hash.add(text.substr(cut));
        EXPECT_EQ(hash.hex_digest(), digest(text)) << cut;
    }
}

}  // namespace
}  // namespace ogsim
