#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <functional>

#include "src/record/run_folder.h"
#include "src/record/study/results.h"
#include "tests/src/record/study_sample.h"

/// Studies that are no studies, full disks, and processes that are killed.
namespace ogsim {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

void run_sql(const fs::path& path, const char* sql) {
    sqlite3* file = nullptr;
    ASSERT_EQ(sqlite3_open(path.c_str(), &file), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(file, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(file);
}

class NoStudy : public StudyTest {
 protected:
    /// Neither a reader nor a writer takes it, both say why, and nothing of it changes.
    void expect_refused(const std::string& name, const std::string& why) const {
        const bool is_file = fs::is_regular_file(at(name));
        const std::string before = is_file ? text_of(at(name)) : "";
        EXPECT_THAT(refusal([&] { static_cast<void>(read_study(at(name))); }), HasSubstr(name + ": " + why));
        EXPECT_THAT(refusal([&] { export_study(at(name), at("csv")); }), HasSubstr(name + ": " + why));
        EXPECT_THAT(refusal([&] { static_cast<void>(query_study(at(name), "SELECT 1")); }), HasSubstr(why));
        EXPECT_THAT(refusal([&] { StudyStore store(at(name)); }), HasSubstr(name + ": " + why));
        EXPECT_FALSE(is_study(at(name)));
        EXPECT_EQ(is_file ? text_of(at(name)) : "", before);
        EXPECT_THAT(names(), ElementsAre(name));
    }
};

TEST_F(NoStudy, AText) {
    std::ofstream(at("s.toml")) << "[run]\nrounds = 100\n";
    expect_refused("s.toml", "is not a study of ogsim");
}

TEST_F(NoStudy, AFolder) {
    fs::create_directories(at("s.sqlite"));
    expect_refused("s.sqlite", "is a folder, not a study");
}

TEST_F(NoStudy, ADatabaseOfSomethingElse) {
    run_sql(at("s.sqlite"), "CREATE TABLE run(id)");
    expect_refused("s.sqlite", "is an SQLite file, but not a study of ogsim");
}

TEST_F(NoStudy, AStudyOfANewerFormat) {
    write_study("s.sqlite", {0});
    run_sql(at("s.sqlite"), "PRAGMA user_version = 2");
    expect_refused("s.sqlite", "is a study of format 2, made by a newer ogsim; this one reads up to format 1");
}

TEST_F(NoStudy, AStudyWithOtherColumns) {
    write_study("s.sqlite", {0});
    run_sql(at("s.sqlite"), "ALTER TABLE worker ADD COLUMN mood REAL");
    expect_refused("s.sqlite", "was made by another version of ogsim: its table worker has other columns");
}

TEST_F(NoStudy, AStudyThatIsCutOff) {
    write_study("s.sqlite", {0, 1, 2});
    fs::resize_file(at("s.sqlite"), fs::file_size(at("s.sqlite")) / 2);
    expect_refused("s.sqlite", "is damaged or cut off");
}

// One that is damaged further inside is found as it is read.
TEST_F(NoStudy, AStudyWithAPageOfNoise) {
    write_study("s.sqlite", {0, 1, 2});
    {
        std::fstream file(at("s.sqlite"), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096);
        for (std::uintmax_t left = fs::file_size(at("s.sqlite")) - 4096; left > 0; --left) {
            file.put('\x5a');
        }
    }
    EXPECT_THAT(refusal([&] { static_cast<void>(read_study(at("s.sqlite"))); }), HasSubstr("is damaged or cut off"));
}

TEST_F(StudyTest, BeginsInAFileThatIsEmpty) {
    std::ofstream(at("s.sqlite")).close();
    EXPECT_THAT(refusal([&] { static_cast<void>(read_study(at("s.sqlite"))); }), HasSubstr("is empty, not a study"));
    write_study("s.sqlite", {0});
    EXPECT_TRUE(is_study(at("s.sqlite")));
}

TEST_F(StudyTest, SaysThatThereIsNoSuchFile) {
    EXPECT_THAT(refusal([&] { static_cast<void>(read_study(at("s.sqlite"))); }), HasSubstr("s.sqlite: no such file"));
    EXPECT_TRUE(names().empty());
}

TEST_F(StudyTest, MakesTheFolderItStandsIn) {
    write_study("runs/of/today/s.sqlite", {0});
    EXPECT_EQ(read_study(at("runs/of/today/s.sqlite")).runs.size(), 1U);
}

TEST_F(StudyTest, TakesAnyLettersAsItsName) {
    write_study("a b?c#d%41.sqlite", {0});
    EXPECT_EQ(read_study(at("a b?c#d%41.sqlite")).runs.size(), 1U);
    EXPECT_THAT(names(), ElementsAre("a b?c#d%41.sqlite"));
}

/// Whether this holds in a child process that may not write into the folder; it is not root.
bool holds_without_leave(const fs::path& folder, const std::function<bool()>& work) {
    fs::permissions(folder, fs::perms::owner_all | fs::perms::group_all | fs::perms::others_all);
    fs::permissions(folder, fs::perms::owner_write | fs::perms::group_write | fs::perms::others_write,
                    fs::perm_options::remove);
    const std::optional<int> code = code_of_child([&] {
        const bool is_other = ::getuid() != 0 || ::setuid(65534) == 0;
        return is_other && work() ? 0 : 1;
    });
    fs::permissions(folder, fs::perms::owner_all);
    return code == 0;
}

TEST_F(StudyTest, IsReadFromAFolderThatMayNotBeWritten) {
    write_study("s.sqlite", {0});
    const auto reads = [&] { return read_study(at("s.sqlite")).runs.size() == 1; };
    EXPECT_TRUE(holds_without_leave(folder_, reads));
    run_sql(at("s.sqlite"), "PRAGMA journal_mode = WAL");  // as a reader that does not end leaves it
    EXPECT_TRUE(holds_without_leave(folder_, reads));
    const auto is_refused = [&] { return !refusal<CannotWrite>([&] { StudyStore store(at("s.sqlite")); }).empty(); };
    EXPECT_TRUE(holds_without_leave(folder_, is_refused));
}

// A reader in the middle of a query keeps the study in WAL mode, with what is newer than its snapshot in the -wal file;
// once the reader has gone, the next writer leaves one file again.
TEST_F(StudyTest, ClosesUnderAReaderThatDoesNotEnd) {
    sqlite3* reader = nullptr;
    {
        StudyStore store(at("s.sqlite"));
        store.plan(sample_facts(), sample_plan());
        store.put(0, sample_record(0), kEffort);
        ASSERT_EQ(sqlite3_open(at("s.sqlite").c_str(), &reader), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM run", nullptr, nullptr, nullptr), SQLITE_OK);
        store.put(1, sample_record(1), kEffort);
        EXPECT_FALSE(store.close());
    }
    EXPECT_EQ(read_study(at("s.sqlite")).runs.size(), 2U);
    sqlite3_close(reader);
    EXPECT_TRUE(StudyStore(at("s.sqlite")).close());
    EXPECT_THAT(names(), ElementsAre("s.sqlite"));
    EXPECT_EQ(read_study(at("s.sqlite")).runs.size(), 2U);
}

/// A process that writes runs of the plan that are not done: one for each byte it is given, and it gives one for each.
[[noreturn]] void write_when_told(const fs::path& path, int given, int gives) {
    StudyStore store(path);
    store.plan(sample_facts(50), sample_plan(50));
    const std::vector<RunState> states = store.states();
    char byte = 0;
    for (std::size_t position = 0; position < states.size(); ++position) {
        if (states[position] != RunState::kDone && ::read(given, &byte, 1) == 1) {
            store.put(position, sample_record(position, 20), kEffort);
            static_cast<void>(::write(gives, &byte, 1));
        }
    }
    store.close();
    ::_exit(0);
}

/// Kills such a process when it has put so many runs and is about one more; false where it has come to its end before.
bool kill_after(std::size_t runs, const fs::path& path) {
    int to[2];
    int from[2];
    EXPECT_EQ(::pipe(to) + ::pipe(from), 0);
    const ::pid_t child = ::fork();
    if (child == 0) {
        ::close(to[1]);
        ::close(from[0]);
        write_when_told(path, to[0], from[1]);
    }
    ::close(from[1]);
    const std::string bytes(runs + 1, 'x');
    EXPECT_EQ(::write(to[1], bytes.data(), bytes.size()), static_cast<::ssize_t>(bytes.size()));
    char byte = 0;
    for (std::size_t left = runs; left > 0 && ::read(from[0], &byte, 1) == 1; --left) {
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    for (const int end : {to[0], to[1], from[0]}) {
        ::close(end);
    }
    return WIFSIGNALED(status);
}

// 200 runs, killed at 30 instants and at last left alone. What is there each time are whole runs: those that were told
// at least, 20 rounds each; and the end is the same as without any of it.
TEST_F(StudyTest, HoldsWholeRunsWhereverItIsKilled) {
    std::size_t told = 0;
    for (std::size_t kill = 0; kill < 30; ++kill) {
        ASSERT_TRUE(kill_after(kill % 7, at("s.sqlite")));
        told += kill % 7;
        if (told == 0) {
            continue;  // there may be no file yet
        }
        const StudyResults results = read_study(at("s.sqlite"));
        EXPECT_GE(results.runs.size(), told);
        for (const ResultRun& run : results.runs) {
            EXPECT_EQ(run.rounds.rows(), 20U);
            EXPECT_EQ(run.workers.rows(), 3U);
        }
    }
    ASSERT_FALSE(kill_after(1000, at("s.sqlite")));
    ASSERT_FALSE(kill_after(1000, at("whole.sqlite")));
    EXPECT_THAT(names(), ElementsAre("s.sqlite", "whole.sqlite"));
    export_study(at("s.sqlite"), at("a"));
    export_study(at("whole.sqlite"), at("b"));
    for (const char* const name : {"runs.csv", "rounds.csv", "workers.csv", "activity.csv", "study.json"}) {
        EXPECT_EQ(text_of(at("a") / name), text_of(at("b") / name)) << name;
    }
}

/// Puts runs until there is no room: how many it held, whether that was said, and whether it goes on when there is room
/// again.
void fill(const fs::path& path, const std::function<void()>& make_room, const std::string& why) {
    StudyStore store(path);
    store.plan(sample_facts(50), sample_plan(50));
    std::size_t held = 0;
    const std::string said = refusal<CannotWrite>([&] {
        for (; held < 200; ++held) {
            store.put(held, sample_record(held, 100), kEffort);
        }
    });
    EXPECT_THAT(said, HasSubstr("cannot write " + path.string()));
    EXPECT_THAT(said, HasSubstr(why));
    ASSERT_LT(held, 200U);
    EXPECT_EQ(read_study(path).runs.size(), held);
    make_room();
    store.put(held, sample_record(held, 100), kEffort);
    EXPECT_EQ(store.states().at(held), RunState::kDone);
    store.close();
    EXPECT_EQ(read_study(path).runs.size(), held + 1);
}

/// A disk of 4 MB, where one may be mounted.
class SmallDisk {
 public:
    explicit SmallDisk(fs::path at) : at_(std::move(at)) {
        fs::create_directories(at_);
        is_there_ = ::mount("tmpfs", at_.c_str(), "tmpfs", 0, "size=4m") == 0;
    }
    ~SmallDisk() {
        if (is_there_) {
            ::umount(at_.c_str());
        }
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    [[nodiscard]] bool is_there() const { return is_there_; }

 private:
    fs::path at_;
    bool is_there_ = false;
};

TEST_F(StudyTest, SaysThatTheDiskIsFullAndGoesOnWhenThereIsRoom) {
    const SmallDisk disk(at("disk"));
    if (!disk.is_there()) {
        GTEST_SKIP() << "may not mount a small disk here";
    }
    std::ofstream(at("disk") / "ballast") << std::string(2'000'000, 'x');
    fill(
        at("disk") / "s.sqlite", [&] { fs::remove(at("disk") / "ballast"); }, "no room is left on the disk");
}

TEST_F(StudyTest, SaysThatAFileMayNotGrowAndGoesOnWhenItMay) {
    const auto old = std::signal(SIGXFSZ, SIG_IGN);
    rlimit limit{};
    ::getrlimit(RLIMIT_FSIZE, &limit);
    const rlimit small{.rlim_cur = 1'000'000, .rlim_max = limit.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &small);
    fill(
        at("s.sqlite"), [&] { ::setrlimit(RLIMIT_FSIZE, &limit); }, "");
    ::setrlimit(RLIMIT_FSIZE, &limit);
    std::signal(SIGXFSZ, old);
}

}  // namespace
}  // namespace ogsim
