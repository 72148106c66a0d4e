#include "src/record/run_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <stdexcept>

#include "src/record/table.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class RunFolderTest : public ::testing::Test {
 protected:
    RunFolderTest() : root_(fs::path(::testing::TempDir()) / ("ogsim-run-folder-" + std::to_string(::getpid()))) {
        fs::remove_all(root_);
        fs::create_directories(root_);
    }
    ~RunFolderTest() override { fs::remove_all(root_); }

    static std::string text_of(const fs::path& path) {
        std::ifstream file(path);
        return std::string{std::istreambuf_iterator<char>(file), {}};
    }
    static std::string summary_with_hash(const std::string& hash) {
        Summary summary;
        summary.scenario_hash = hash;
        return json_text(summary);
    }
    void complete_run(const std::string& hash) const {
        RunFolder folder(root_ / "run", hash);
        folder.write("summary.json", summary_with_hash(hash));
        folder.complete();
    }
    [[nodiscard]] std::size_t entries() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_), fs::directory_iterator()));
    }
    /// What the constructor says of a folder that it refuses.
    [[nodiscard]] std::string refusal(const fs::path& path, const std::string& hash) const {
        try {
            RunFolder folder(path, hash);
        } catch (const std::invalid_argument& fault) {
            return fault.what();
        }
        return "accepted";
    }

    fs::path root_;
};

TEST_F(RunFolderTest, TakesItsPlaceOnlyWhenComplete) {
    RunFolder folder(root_ / "run", "aa");
    folder.write("summary.json", summary_with_hash("aa"));
    EXPECT_FALSE(fs::exists(root_ / "run"));
    EXPECT_TRUE(fs::exists(folder.partial() / "summary.json"));
    folder.complete();
    EXPECT_EQ(text_of(root_ / "run" / "summary.json"), summary_with_hash("aa"));
    EXPECT_EQ(entries(), 1U);
}

TEST_F(RunFolderTest, ReplacesAnEarlierResultOfTheSameScenario) {
    complete_run("aa");
    complete_run("aa");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(RunFolderTest, LeavesAloneWhatTheUserPutBesideTheResult) {
    complete_run("aa");
    std::ofstream(root_ / "run" / "notes.txt") << "precious";
    complete_run("aa");
    EXPECT_EQ(text_of(root_ / "run" / "notes.txt"), "precious");
    EXPECT_EQ(entries(), 1U);
}

// What an earlier run wrote on request would not go with the new result.
TEST_F(RunFolderTest, RemovesTheTimelineOfTheEarlierResult) {
    complete_run("aa");
    std::ofstream(root_ / "run" / "timeline.json") << "{}";
    std::ofstream(root_ / "run" / "messages.csv") << "old";
    RunFolder folder(root_ / "run", "aa");
    folder.write("summary.json", summary_with_hash("aa"));
    folder.write("messages.csv", "new");
    folder.complete();
    EXPECT_FALSE(fs::exists(root_ / "run" / "timeline.json"));
    EXPECT_EQ(text_of(root_ / "run" / "messages.csv"), "new");
}

TEST_F(RunFolderTest, KeepsTheEarlierResultWhenTheNewRunBreaksOff) {
    complete_run("aa");
    { const RunFolder broken_off(root_ / "run", "aa"); }
    EXPECT_EQ(text_of(root_ / "run" / "summary.json"), summary_with_hash("aa"));
    EXPECT_EQ(entries(), 1U);
}

TEST_F(RunFolderTest, RefusesTheResultOfAnotherScenario) {
    complete_run("aa");
    EXPECT_THAT(refusal(root_ / "run", "bb"),
                HasSubstr("holds the result of another scenario (hash aa, this one has bb)"));
    EXPECT_EQ(text_of(root_ / "run" / "summary.json"), summary_with_hash("aa"));
}

TEST_F(RunFolderTest, RefusesAFolderThatIsNotOurs) {
    fs::create_directories(root_ / "thesis");
    std::ofstream(root_ / "thesis" / "chapter.tex") << "precious";
    EXPECT_THAT(refusal(root_ / "thesis", "aa"), HasSubstr("is not a run folder of ogsim"));
    std::ofstream(root_ / "thesis" / "summary.json") << "{}";
    EXPECT_THAT(refusal(root_ / "thesis", "aa"), HasSubstr("not an ogsim run summary"));
    EXPECT_EQ(text_of(root_ / "thesis" / "chapter.tex"), "precious");
    EXPECT_EQ(entries(), 1U);
}

TEST_F(RunFolderTest, RefusesAFile) {
    std::ofstream(root_ / "file") << "precious";
    EXPECT_THAT(refusal(root_ / "file", "aa"), HasSubstr("is not a run folder of ogsim"));
    EXPECT_EQ(text_of(root_ / "file"), "precious");
}

TEST_F(RunFolderTest, AcceptsAnEmptyFolderAndATrailingSlash) {
    fs::create_directories(root_ / "run");
    RunFolder folder(root_ / "run" / "", "aa");
    folder.write("summary.json", summary_with_hash("aa"));
    folder.complete();
    EXPECT_TRUE(fs::exists(root_ / "run" / "summary.json"));
    EXPECT_EQ(entries(), 1U);
}

// /dev/full accepts every open and fails every write with "No space left on device".
TEST(LineFile, SaysThatTheDiskIsFull) {
    LineFile file("/dev/full");
    try {
        file.write("a line\n");
        FAIL() << "a write to a full disk was taken for done";
    } catch (const CannotWrite& error) {
        EXPECT_STREQ(error.what(), "cannot write /dev/full: No space left on device");
    }
}

TEST(LineFile, NamesAPathItCannotOpen) {
    EXPECT_THROW(LineFile("/no/such/folder/rows.csv"), CannotWrite);
}

}  // namespace
}  // namespace ogsim
