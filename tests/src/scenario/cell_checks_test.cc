#include "src/scenario/cell_checks.h"

#include <gmock/gmock.h>

#include "tests/src/scenario/scratch.h"

namespace ogsim {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class CellFaults : public Scratch {
 protected:
    [[nodiscard]] std::vector<std::string> of(const std::string& keys, const std::string& radio = "802.15.4") const {
        return faults("[network]\nmedium = \"cell\"\n[network.cell]\nradio = \"" + radio + "\"\n" + keys);
    }
};

TEST_F(CellFaults, NameTheRatesOfTheRadio) {
    EXPECT_THAT(of("data_mode = \"HtMcs7\""),
                ElementsAre("s.toml:5: network.cell.data_mode = \"HtMcs7\": must be one of OQpsk250kbps for "
                            "network.cell.radio 802.15.4"));
    EXPECT_THAT(of("data_mode = \"HtMcs7\"", "802.11n"), IsEmpty());
    EXPECT_THAT(of("data_mode = \"HtMcs8\"", "802.11n"), ElementsAre(HasSubstr("HtMcs6, HtMcs7 for")));
}

// 127 bytes of a frame, less 11 around its payload and 8 of our own header.
TEST_F(CellFaults, KeepFragmentsWithinTheRadiosFrames) {
    EXPECT_THAT(of("fragment_b = 109"),
                ElementsAre("s.toml:5: network.cell.fragment_b = 109: must be from 1 to 108 for "
                            "network.cell.radio 802.15.4"));
    EXPECT_THAT(of("fragment_b = 108"), IsEmpty());
    EXPECT_THAT(of("fragment_b = 2200", "802.11b"), IsEmpty());
}

// With 802.15.4 they are exponents: macMinBE up to macMaxBE, that up to 8 (IEEE 802.15.4-2006, table 86).
TEST_F(CellFaults, KeepTheContentionWindowWithinTheRadiosKind) {
    EXPECT_THAT(of("window_min = 9"), ElementsAre(HasSubstr("network.cell.window_min = 9: must be from 0 to 8 for")));
    EXPECT_THAT(of("window_max = 9"), ElementsAre(HasSubstr("network.cell.window_max = 9: must be from 3 to 8 for")));
    EXPECT_THAT(of("window_max = 2"), ElementsAre(HasSubstr("must be from 3 to 8 for"))) << "below the radio's own 3";
    EXPECT_THAT(of("window_min = 4\nwindow_max = 3"), ElementsAre(HasSubstr("must be from 4 to 8 for")));
    EXPECT_THAT(of("window_min = 8"), IsEmpty());
    EXPECT_THAT(of("window_min = 63", "802.11n"), IsEmpty());
}

TEST_F(CellFaults, AreNoneWhereAnotherMediumIsAskedFor) {
    EXPECT_THAT(faults("[network.cell]\nradio = \"802.15.4\"\nwindow_min = 9"), IsEmpty());
}

}  // namespace
}  // namespace ogsim
