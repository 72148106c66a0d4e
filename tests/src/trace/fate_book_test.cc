#include "src/trace/fate_book.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <stdexcept>

#include "model/random/stream.h"
#include "src/trace/fan_out.h"

namespace ogsim {
namespace {

constexpr UpdateId kUpdate{.worker = 3, .round = 7};

void offer(FateBook& book, UpdateId update) {
    book.on(UpdateOffered{.update = update, .at = SimTime{0}, .size = {100}, .norm = 1.0});
}

void end(FateBook& book, UpdateId update, Fate fate) {
    book.on(UpdateEnded{.update = update, .fate = fate, .at = SimTime{1}});
}

std::int64_t count(const FateCounts& counts, Fate fate) {
    return counts.ended.at(static_cast<std::size_t>(fate));
}

TEST(FateBook, CountsOnlyTheFirstFateReported) {
    FateBook book;
    offer(book, kUpdate);
    EXPECT_EQ(book.fate(kUpdate), std::nullopt);
    end(book, kUpdate, Fate::kLate);
    end(book, kUpdate, Fate::kDelivered);
    EXPECT_EQ(book.fate(kUpdate), Fate::kLate);
    EXPECT_EQ(count(book.total(), Fate::kLate), 1);
    EXPECT_EQ(count(book.total(), Fate::kDelivered), 0);
}

TEST(FateBook, RefusesAnUpdateThatEndsWithoutHavingBeenOffered) {
    FateBook book;
    try {
        end(book, kUpdate, Fate::kLost);
        FAIL() << "an unknown update was accepted";
    } catch (const std::logic_error& error) {
        EXPECT_STREQ(error.what(), "update of worker 3 in round 7 ends without having been offered");
    }
}

TEST(FateBook, RefusesAnUpdateThatIsOfferedTwice) {
    FateBook book;
    offer(book, kUpdate);
    try {
        offer(book, kUpdate);
        FAIL() << "a second offer was accepted";
    } catch (const std::logic_error& error) {
        EXPECT_STREQ(error.what(), "update of worker 3 in round 7 is offered twice");
    }
    EXPECT_EQ(book.total().offered, 1) << "a refused offer must not be counted";
}

TEST(FateBook, KeepsRoundsApartAndAddsThemUp) {
    FateBook book;
    offer(book, {0, 1});
    offer(book, {1, 1});
    offer(book, {0, 2});
    end(book, {0, 1}, Fate::kDelivered);
    end(book, {0, 2}, Fate::kWithdrawn);
    EXPECT_EQ(book.round(1).offered, 2);
    EXPECT_EQ(book.round(1).open(), 1);
    EXPECT_EQ(count(book.round(2), Fate::kWithdrawn), 1);
    EXPECT_EQ(book.round(3).offered, 0);
    EXPECT_EQ(book.total().offered, 3);
    EXPECT_EQ(book.total().open(), 1);
}

TEST(FateBook, ForgetsRoundsButNotTotalsNorWhatIsStillOpen) {
    FateBook book;
    offer(book, {0, 1});
    offer(book, {1, 1});
    offer(book, {0, 2});
    end(book, {0, 1}, Fate::kDelivered);
    book.forget(1);
    EXPECT_EQ(book.round(1).offered, 0);
    EXPECT_EQ(book.fate({0, 1}), std::nullopt);
    EXPECT_EQ(book.round(2).offered, 1);

    end(book, {0, 1}, Fate::kLate);  // a second report on a forgotten update
    end(book, {1, 1}, Fate::kLost);  // the first report on one that was open
    end(book, {1, 1}, Fate::kLate);
    EXPECT_EQ(count(book.total(), Fate::kDelivered), 1);
    EXPECT_EQ(count(book.total(), Fate::kLost), 1);
    EXPECT_EQ(count(book.total(), Fate::kLate), 0);
    EXPECT_EQ(book.round(1).offered, 0) << "a forgotten round must not come back";
    offer(book, {2, 1});  // of a worker that got the model of round 1 very late
    end(book, {2, 1}, Fate::kLate);
    EXPECT_EQ(book.total().offered, 4) << "in the totals alone";
    EXPECT_EQ(count(book.total(), Fate::kLate), 1);
    EXPECT_EQ(book.round(1).offered, 0);
}

// Offers and reports in random order: whatever happens, fates and open updates add up to the offers.
TEST(FateBook, FatesAndOpenUpdatesAddUpToTheOffers) {
    for (unsigned seed = 0; seed < 20; ++seed) {
        FateBook book;
        std::mt19937_64 random = random_stream(seed, "fates");
        std::int64_t offered = 0;
        for (int step = 0; step < 300; ++step) {
            const std::int64_t round = 1 + step / 30;
            const UpdateId update{static_cast<int>(random() % 10), round};
            if (step % 3 == 0 && book.fate(update) == std::nullopt) {
                try {
                    offer(book, update);
                    ++offered;
                } catch (const std::logic_error&) {  // was offered already
                }
            } else {
                try {
                    end(book, update, static_cast<Fate>(random() % kFates));
                } catch (const std::logic_error&) {  // was not offered
                }
            }
            std::int64_t ended = 0;
            for (const std::int64_t fates : book.total().ended) {
                ended += fates;
            }
            ASSERT_EQ(book.total().offered, offered) << "seed " << seed;
            ASSERT_EQ(ended + book.total().open(), offered) << "seed " << seed;
            ASSERT_GE(book.total().open(), 0) << "seed " << seed;
            book.forget(round - 2);
        }
    }
}

class Diary final : public Sink {
 public:
    Diary(std::vector<int>& pages, int name) : pages_(pages), name_(name) {}
    void on(const Event&) override { pages_.push_back(name_); }

 private:
    std::vector<int>& pages_;
    int name_;
};

TEST(FanOut, TellsEverySinkInTheOrderInWhichTheyWereAdded) {
    std::vector<int> pages;
    Diary first(pages, 1);
    Diary second(pages, 2);
    FanOut fan_out;
    fan_out.add(second);
    fan_out.add(first);
    fan_out.on(NodeDied{0, SimTime{0}});
    EXPECT_THAT(pages, testing::ElementsAre(2, 1));
}

}  // namespace
}  // namespace ogsim
