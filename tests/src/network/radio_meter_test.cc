#include "src/network/wifi/radio_meter.h"

#include <gtest/gtest.h>

#include <string>

namespace ogsim {
namespace {

// Writes intervals as "idle 0-10, tx 10-30".
class Writer final : public Sink {
 public:
    void on(const Event& event) override {
        const auto& interval = std::get<RadioInterval>(event);
        text += (text.empty() ? "" : ", ") + std::string(name(interval.state)) + " " +
                std::to_string(interval.start.count()) + "-" + std::to_string(interval.end.count());
    }
    std::string text;
};

constexpr SimTime at(std::int64_t nanoseconds) {
    return SimTime{nanoseconds};
}

TEST(RadioMeter, HoldsATransmissionBackUntilItIsOver) {
    Writer writer;
    RadioMeter meter(0, writer);
    meter.logged(RadioState::kIdle, at(0), at(10));
    meter.logged(RadioState::kTx, at(10), at(30));
    EXPECT_EQ(writer.text, "idle 0-10");
    meter.up_to(at(20));
    EXPECT_EQ(writer.text, "idle 0-10, tx 10-20");
    meter.up_to(at(35));
    EXPECT_EQ(writer.text, "idle 0-10, tx 10-20, tx 20-30, idle 30-35");
}

TEST(RadioMeter, SplitsWhatIsNotLoggedIntoBusyAndIdle) {
    Writer writer;
    RadioMeter meter(0, writer);
    meter.busy_until(at(7));
    meter.up_to(at(10));
    EXPECT_EQ(writer.text, "busy 0-7, idle 7-10");
}

TEST(RadioMeter, KnowsAReceptionBeforeItIsLogged) {
    Writer writer;
    RadioMeter meter(0, writer);
    meter.logged(RadioState::kIdle, at(0), at(5));
    meter.begun(RadioState::kRx);
    meter.up_to(at(8));
    meter.ended();
    meter.logged(RadioState::kRx, at(5), at(12));
    meter.up_to(at(13));
    EXPECT_EQ(writer.text, "idle 0-5, rx 5-8, rx 8-12, idle 12-13");
}

// ns-3 logs idle time after a sleep from before the sleep.
TEST(RadioMeter, CountsNothingTwice) {
    Writer writer;
    RadioMeter meter(0, writer);
    meter.logged(RadioState::kIdle, at(0), at(5));
    meter.begun(RadioState::kSleep);
    meter.ended();
    meter.logged(RadioState::kSleep, at(5), at(9));
    meter.logged(RadioState::kIdle, at(0), at(12));
    EXPECT_EQ(writer.text, "idle 0-5, sleep 5-9, idle 9-12");
}

TEST(RadioMeter, OffCutsATransmissionAndLastsForGood) {
    Writer writer;
    RadioMeter meter(0, writer);
    meter.logged(RadioState::kTx, at(0), at(30));
    meter.off(at(12));
    meter.logged(RadioState::kTx, at(0), at(12));
    meter.begun(RadioState::kRx);
    meter.ended();
    meter.up_to(at(50));
    EXPECT_EQ(writer.text, "tx 0-12, off 12-50");
}

}  // namespace
}  // namespace ogsim
