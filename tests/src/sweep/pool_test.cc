#include "src/sweep/pool.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace ogsim {
namespace {

using testing::HasSubstr;
using testing::Not;
using Job = std::function<std::string()>;

/// All of them, by id, run by a pool of that many slots.
std::map<std::size_t, Ended> all_ended(const std::vector<Job>& jobs, int slots, const Limits& limits = {}) {
    Pool pool(slots, limits);
    std::map<std::size_t, Ended> ended;
    for (std::size_t next = 0; next < jobs.size() || pool.busy() > 0;) {
        while (next < jobs.size() && pool.has_room() && pool.start(next, jobs[next])) {
            ++next;
        }
        for (Ended& one : pool.wait()) {
            ended[one.id] = std::move(one);
        }
    }
    return ended;
}

Ended ended(const Job& job, const Limits& limits = {}) {
    return all_ended({job}, 1, limits).at(0);
}

[[noreturn]] std::string loop_for_ever() {
    while (::getpid() > 0) {
    }
    std::abort();
}

/// Touches every page, so that all of it is resident.
[[noreturn]] std::string eat_memory() {
    std::vector<std::vector<char>> meal;
    for (;;) {
        meal.emplace_back(std::size_t{4} << 20, 'x');
        std::this_thread::sleep_for(std::chrono::milliseconds(2));  // the limit is looked at every 50 ms
    }
}

TEST(Pool, ReturnsWhatAJobReturns) {
    const Ended one = ended([] { return std::string("seven\0eight", 11); });
    EXPECT_EQ(one.end, End::kDone);
    EXPECT_EQ(one.text, std::string("seven\0eight", 11));
    EXPECT_GT(one.wall_s, 0.0);
    EXPECT_GT(one.peak_memory_kib, 0);
}

TEST(Pool, TellsARefusalFromAFailure) {
    EXPECT_EQ(ended([]() -> std::string { throw std::invalid_argument("no such data"); }).end, End::kRefused);
    const Ended failed = ended([]() -> std::string { throw std::runtime_error("3 updates have no fate"); });
    EXPECT_EQ(failed.end, End::kCouldNotFinish);
    EXPECT_EQ(failed.text, "3 updates have no fate");
    EXPECT_EQ(ended([]() -> std::string { throw 7; }).text, "an error of unknown kind");
    EXPECT_EQ(ended([]() -> std::string { throw std::bad_alloc(); }).end, End::kCouldNotFinish);
}

TEST(Pool, NamesTheSignalThatEndsAJob) {
    const Ended fault = ended([] {
        std::fputs("about to read nothing\n", stderr);
        std::raise(SIGSEGV);
        return std::string();
    });
    EXPECT_EQ(fault.end, End::kCrashed);
    EXPECT_THAT(fault.text, HasSubstr("SIGSEGV (Segmentation fault)"));
    EXPECT_THAT(fault.text, HasSubstr("about to read nothing"));
    EXPECT_THAT(ended([]() -> std::string { std::abort(); }).text, HasSubstr("SIGABRT"));
    EXPECT_THAT(ended([]() -> std::string { std::terminate(); }).text, HasSubstr("SIGABRT"));
}

TEST(Pool, TakesAWriteToNowhereForACrash) {
    const Ended fault = ended([] {
        volatile int* volatile nowhere = nullptr;
        *nowhere = 1;  // the kernel's signal, or a sanitizer that says what it sees and leaves
        return std::string();
    });
    EXPECT_EQ(fault.end, End::kCrashed);
}

TEST(Pool, TakesAnEarlyExitForACrashAndSaysItsCode) {
    const Ended left = ended([]() -> std::string { ::_exit(7); });
    EXPECT_EQ(left.end, End::kCrashed);
    EXPECT_EQ(left.text, "it left with exit code 7 and no result");
}

TEST(Pool, KillsWhatRunsTooLong) {
    const Ended late = ended(loop_for_ever, {.wall_s = 0.2, .memory_kib = {}});
    EXPECT_EQ(late.end, End::kTimeLimit);
    EXPECT_EQ(late.text, "killed: it ran for more than 0.2 s");
    EXPECT_GE(late.wall_s, 0.2);
    EXPECT_LT(late.wall_s, 10.0);
}

TEST(Pool, KillsWhatIsStopped) {
    const Ended stopped = ended(
        [] {
            std::raise(SIGSTOP);
            return std::string();
        },
        {.wall_s = 0.2, .memory_kib = {}});
    EXPECT_EQ(stopped.end, End::kTimeLimit);
}

// As after Ctrl-Z and fg: nobody has looked, and the job was stopped as well.
TEST(Pool, CountsNoTimeInWhichAllStoodStill) {
    Pool pool(1, {.wall_s = 0.5, .memory_kib = {}});
    ASSERT_TRUE(pool.start(0, [] {
        std::this_thread::sleep_for(std::chrono::milliseconds(2300));
        return std::string("yes");
    }));
    std::this_thread::sleep_for(std::chrono::milliseconds(2200));
    std::vector<Ended> ended;
    while (ended.empty()) {
        ended = pool.wait();
    }
    EXPECT_EQ(ended.at(0).text, "yes");
    EXPECT_LT(ended.at(0).wall_s, 0.5);
}

TEST(Pool, KillsWhatEatsMemory) {
    // A sanitized process is some 100 MB before it begins.
    constexpr std::int64_t kLimitKib = 600'000;
    const Ended eater = ended(eat_memory, {.wall_s = 60.0, .memory_kib = kLimitKib});
    EXPECT_EQ(eater.end, End::kMemoryLimit);
    EXPECT_THAT(eater.text, HasSubstr("where 614 MB are allowed"));  // 600,000 KiB x 1024 / 10^6
    EXPECT_GE(eater.peak_memory_kib, kLimitKib);
}

TEST(Pool, IsNotHarmedByWhatIsWrittenAfterTheResultIsComplete) {
    const Ended one = ended([] {
        std::fputs(std::string(100'000, 'e').c_str(), stderr);
        return std::string("done");
    });
    EXPECT_EQ(one.end, End::kDone);
    EXPECT_EQ(one.text, "done");
}

TEST(Pool, KeepsTheLastWordsOnly) {
    const Ended one = ended([]() -> std::string {
        for (int line = 0; line < 100'000; ++line) {
            std::fprintf(stderr, "line %d\n", line);
        }
        std::abort();
    });
    EXPECT_THAT(one.text, HasSubstr("line 99999"));
    EXPECT_LT(one.text.size(), 2200U);
}

TEST(Pool, TakesAResultOf50Megabytes) {
    constexpr std::size_t kBytes = 50'000'000;
    const Ended one = ended([] {
        std::string text(kBytes, '.');
        for (std::size_t at = 0; at < kBytes; at += 1000) {
            text[at] = static_cast<char>('a' + at / 1000 % 26);
        }
        return text;
    });
    ASSERT_EQ(one.end, End::kDone);
    ASSERT_EQ(one.text.size(), kBytes);
    EXPECT_EQ(one.text[49'999'000], static_cast<char>('a' + 49'999 % 26));
}

TEST(Pool, Runs500JobsAndMixesNoneUp) {
    std::vector<Job> jobs;
    for (int job = 0; job < 500; ++job) {
        jobs.emplace_back([job] { return std::to_string(job * job); });
    }
    const auto results = all_ended(jobs, 8);
    ASSERT_EQ(results.size(), 500U);
    for (const auto& [id, one] : results) {
        EXPECT_EQ(one.text, std::to_string(id * id));
    }
}

TEST(Pool, LosesNoJobToItsNeighboursFaults) {
    std::vector<Job> jobs;
    for (int job = 0; job < 60; ++job) {
        jobs.emplace_back([job]() -> std::string {
            if (job % 3 == 0) {
                std::raise(SIGKILL);
            }
            return job % 3 == 1 ? throw std::runtime_error("no") : "yes";
        });
    }
    const auto results = all_ended(jobs, 4);
    for (const auto& [id, one] : results) {
        EXPECT_EQ(one.end, id % 3 == 0 ? End::kCrashed : id % 3 == 1 ? End::kCouldNotFinish : End::kDone) << id;
    }
    EXPECT_EQ(results.size(), 60U);
}

TEST(Pool, ClosesTheParentsFilesInTheChild) {
    const int file = ::fcntl(STDERR_FILENO, F_DUPFD, 50);
    ASSERT_GE(file, 50);
    EXPECT_EQ(ended([file] { return std::to_string(::write(file, "x", 1)); }).text, "-1");
    ::close(file);
}

TEST(Pool, MakesDoWithTheFilesThatTheSystemHas) {
    // Sanitizers look at types through a pipe, which they do not get later: they know these from here.
    ASSERT_EQ(all_ended(std::vector<Job>(2, [] { return std::string("yes"); }), 2).size(), 2U);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next = ::dup(STDERR_FILENO);
    ::close(next);
    const rlimit few{.rlim_cur = static_cast<rlim_t>(next) + 8, .rlim_max = before.rlim_max};  // a child takes 3 or 4
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &few), 0);
    const auto results = all_ended(std::vector<Job>(20, [] { return std::string("yes"); }), 10);
    ::setrlimit(RLIMIT_NOFILE, &before);
    ASSERT_EQ(results.size(), 20U);
    for (const auto& [id, one] : results) {
        EXPECT_EQ(one.end, End::kDone) << id << ": " << one.text;
    }
}

TEST(Pool, KillsItsJobsWhenItGoes) {
    {
        Pool pool(3, {});
        for (std::size_t job = 0; job < 3; ++job) {
            ASSERT_TRUE(pool.start(job, loop_for_ever));
        }
        EXPECT_FALSE(pool.has_room());
        EXPECT_TRUE(pool.wait().empty());
    }
    EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
    EXPECT_EQ(errno, ECHILD);
}

/// What serve() made of the orders, in their order, by a pool of one slot.
std::vector<Ended> all_served(const Pool::Serve& serve, const std::vector<std::string>& orders,
                              const Limits& limits = {}) {
    Pool pool(1, limits, serve);
    std::vector<Ended> all;
    for (std::size_t id = 0; id < orders.size(); ++id) {
        EXPECT_TRUE(pool.order(id, orders[id]));
        for (std::vector<Ended> now; now.empty();) {
            now = pool.wait();
            all.insert(all.end(), now.begin(), now.end());
        }
    }
    return all;
}

std::string own_number_and(const std::string& order) {
    return std::to_string(::getpid()) + " " + order;
}

TEST(Pool, GivesOrdersToOneProcessInTurn) {
    const std::vector<Ended> all = all_served(own_number_and, {"a", std::string("b\0c", 3), ""});
    ASSERT_EQ(all.size(), 3U);
    const std::string process = all[0].text.substr(0, all[0].text.find(' '));
    EXPECT_NE(process, std::to_string(::getpid()));
    EXPECT_EQ(all[0].text, process + " a");
    EXPECT_EQ(all[1].text, process + std::string(" b\0c", 4));
    EXPECT_EQ(all[2].text, process + " ");
    EXPECT_EQ(all[2].id, 2U);
    EXPECT_GT(all[2].peak_memory_kib, 0);
}

TEST(Pool, LosesOneOrderAloneToACrash) {
    const auto serve = [](const std::string& order) {
        if (order == "fall") {
            std::raise(SIGKILL);
        }
        return own_number_and(order);
    };
    const std::vector<Ended> all = all_served(serve, {"a", "fall", "b", "c"});
    EXPECT_EQ(all[1].end, End::kCrashed);
    EXPECT_EQ(all[1].text, "ended by SIGKILL (Killed)");
    EXPECT_EQ(all[2].end, End::kDone);
    EXPECT_NE(all[2].text.substr(0, all[2].text.find(' ')), all[0].text.substr(0, all[0].text.find(' ')));
    EXPECT_EQ(all[3].text.substr(0, all[3].text.find(' ')), all[2].text.substr(0, all[2].text.find(' ')));
}

// What it had begun may not be as it was.
TEST(Pool, GivesNoOtherOrderToWhoRefusedOne) {
    const auto serve = [](const std::string& order) -> std::string {
        return order == "no" ? throw std::invalid_argument(own_number_and("refuses")) : own_number_and(order);
    };
    const std::vector<Ended> all = all_served(serve, {"a", "no", "b"});
    EXPECT_EQ(all[1].end, End::kRefused);
    const std::string process = all[0].text.substr(0, all[0].text.find(' '));
    EXPECT_EQ(all[1].text, process + " refuses");
    EXPECT_NE(all[2].text, process + " b");
}

// The next would be charged with it.
TEST(Pool, GivesNoOtherOrderToWhoHeldMuchMemory) {
    const auto serve = [](const std::string& order) {
        const std::vector<char> meal(order == "eat" ? std::size_t{2} * Pool::kMostKeptKib * 1024 : 1, 'x');
        return own_number_and(order);
    };
    const std::vector<Ended> all = all_served(serve, {"a", "eat", "b"});
    EXPECT_GT(all[1].peak_memory_kib, 2 * Pool::kMostKeptKib);
    EXPECT_NE(all[2].text.substr(0, all[2].text.find(' ')), all[1].text.substr(0, all[1].text.find(' ')));
}

// Half the time for the first order, and then for the second the whole.
TEST(Pool, MeasuresTimeOfEachOrderAlone) {
    const auto serve = [](const std::string& order) {
        std::this_thread::sleep_for(std::chrono::milliseconds(std::stoi(order)));
        return order;
    };
    const std::vector<Ended> all = all_served(serve, {"300", "300", "60000"}, {.wall_s = 0.5, .memory_kib = {}});
    EXPECT_EQ(all[0].end, End::kDone);
    EXPECT_EQ(all[1].end, End::kDone);
    EXPECT_EQ(all[2].end, End::kTimeLimit);
    EXPECT_EQ(all[2].text, "killed: it ran for more than 0.5 s");
}

TEST(Pool, TellsTheLastWordsOfEachOrderAlone) {
    const auto serve = [](const std::string& order) -> std::string {
        std::fputs(order.c_str(), stderr);
        return order == "last" ? (std::abort(), "") : order;
    };
    const std::vector<Ended> all = all_served(serve, {"first", "last"});
    EXPECT_THAT(all[1].text, HasSubstr("last"));
    EXPECT_THAT(all[1].text, Not(HasSubstr("first")));
}

TEST(Pool, MixesNoOrdersAndJobsUp) {
    Pool pool(3, {}, [](const std::string& order) { return "served " + order; });
    std::map<std::size_t, std::string> texts;
    for (std::size_t next = 0; next < 60 || pool.busy() > 0;) {
        while (next < 60 && pool.has_room() &&
               (next % 3 == 0 ? pool.start(next, [next] { return "did " + std::to_string(next); })
                              : pool.order(next, std::to_string(next)))) {
            ++next;
        }
        for (const Ended& one : pool.wait()) {
            texts[one.id] = one.text;
        }
    }
    ASSERT_EQ(texts.size(), 60U);
    for (const auto& [id, text] : texts) {
        EXPECT_EQ(text, (id % 3 == 0 ? "did " : "served ") + std::to_string(id));
    }
}

TEST(Pool, LeavesNoChildBehindWhenTheParentIsKilled) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t middle = ::fork();
    if (middle == 0) {
        Pool pool(2, {});
        const std::string path = "/proc/" + std::to_string(::getpid()) + "/fd/" + std::to_string(ends[1]);
        for (std::size_t job = 0; job < 2; ++job) {
            static_cast<void>(pool.start(job, [path]() -> std::string {
                std::FILE* const file = std::fopen(path.c_str(), "w");  // held open for as long as the child lives
                std::fputc('x', file);
                std::fflush(file);
                return loop_for_ever();
            }));
        }
        for (;;) {
            static_cast<void>(pool.wait());
        }
    }
    ::close(ends[1]);
    char letter = '\0';
    ASSERT_EQ(::read(ends[0], &letter, 1), 1);
    ASSERT_EQ(::read(ends[0], &letter, 1), 1);
    ::kill(middle, SIGKILL);
    ::waitpid(middle, nullptr, 0);
    EXPECT_EQ(::read(ends[0], &letter, 1), 0) << "the end comes once no child holds the pipe any more";
    ::close(ends[0]);
}

}  // namespace
}  // namespace ogsim
