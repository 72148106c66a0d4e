#include "src/sweep/rows.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

namespace ogsim {
namespace {

/// What a shell makes of the text.
std::string said_by_shell(const std::string& text) {
    std::FILE* const shell = ::popen(("printf %s " + text).c_str(), "r");
    std::array<char, 256> line{};
    const std::size_t size = std::fread(line.data(), 1, line.size(), shell);
    ::pclose(shell);
    return {line.data(), size};
}

TEST(ShellWord, IsReadBackByAShell) {
    for (const std::string word : {"run.seed=11", "method.name=\"gd\"", "it's", "a b", "$HOME", "`id`", "*", "a;b",
                                   "\\", "~/x", "#x", "problem.data=\"my data/*.csv\"", "!x", "(", "'"}) {
        EXPECT_EQ(said_by_shell(shell_word(word)), word);
    }
}

TEST(ShellWord, IsLeftAloneWhereItCanBe) {
    EXPECT_EQ(shell_word("network.workers=20"), "network.workers=20");
    EXPECT_EQ(shell_word("scenarios/quickstart.toml"), "scenarios/quickstart.toml");
    EXPECT_EQ(shell_word(""), "''");
}

TEST(RepeatCommand, HoldsEverySettingOfTheRun) {
    Study study;
    study.file = "my files/s.toml";
    StudyRun run;
    run.settings = {"method.name=\"gd\"", "run.seed=7"};
    EXPECT_EQ(repeat_command(study, run), "ogsim run 'my files/s.toml' --set 'method.name=\"gd\"' --set run.seed=7");
}

}  // namespace
}  // namespace ogsim
