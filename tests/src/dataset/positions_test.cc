#include "src/dataset/positions.h"

#include <gtest/gtest.h>

#include "tests/src/dataset/fault.h"

namespace ogsim {
namespace {

std::string fault(std::string_view text, int workers = 2) {
    return test::fault_of([&] { (void)parse_positions(text, "p.csv", workers); });
}

TEST(Positions, ComeInAnyOrderWithOrWithoutAHeader) {
    const auto with = parse_positions("worker,x_m,y_m\r\n1, 3,-4\r\n0,1.5,2\n", "p.csv", 2);
    ASSERT_EQ(with.size(), 2U);
    EXPECT_EQ(with[0].x_m, 1.5);
    EXPECT_EQ(with[1].y_m, -4.0);
    EXPECT_EQ(parse_positions("0,1,2\n\n1,3,4", "p.csv", 2)[1].x_m, 3.0);
}

TEST(Positions, TellFileAndLineOfEachFault) {
    EXPECT_EQ(fault("0,1\n"), "p.csv:1: 2 columns where worker,x_m,y_m are three");
    EXPECT_EQ(fault("worker,x_m,y_m\n0,1,far"), "p.csv:2: \"far\" is no finite number");
    EXPECT_EQ(fault("0,1,nan"), "p.csv:1: \"nan\" is no finite number");
    EXPECT_EQ(fault("0,1,2\n2,3,4"), "p.csv:2: worker 2 must be a whole number from 0 to 1");
    EXPECT_EQ(fault("0.5,1,2"), "p.csv:1: worker 0.5 must be a whole number from 0 to 1");
    EXPECT_EQ(fault("0,1,2\n0,3,4"), "p.csv:2: worker 0 stands there twice");
    EXPECT_EQ(fault("0,1,2e6"), "p.csv:1: 1, 2000000 must be within 1000000 m of the server");
    EXPECT_EQ(fault("0,1,2"), "p.csv: worker 1 of 2 is missing");
    EXPECT_EQ(fault(""), "p.csv: worker 0 of 2 is missing");
}

}  // namespace
}  // namespace ogsim
