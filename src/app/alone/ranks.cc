#include "src/app/ranks.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace ogsim {
namespace {

/// The words of this program's command line.
std::vector<std::string> own_words() {
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');) {
        words.push_back(word);
    }
    return words;
}

}  // namespace

int sweep_among_ranks(const SweepRequest& /*request*/) {
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "ogsim-mpi";
    if (!std::filesystem::exists(program)) {
        throw std::invalid_argument(fmt::format(
            "sweep under mpirun needs {}: install libboost-mpi-dev and build the target ogsim-mpi, or use --shard",
            program.string()));
    }
    std::vector<std::string> words = own_words();
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    arguments.push_back(nullptr);
    ::execv(program.c_str(), arguments.data());
    throw std::system_error(errno, std::generic_category(), program.string());
}

}  // namespace ogsim
