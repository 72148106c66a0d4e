#pragma once

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <stdexcept>
#include <string>

/// The command line of a yardstick: words NAME=VALUE; and what it prints: lines "NAME VALUE".
namespace ogsim::perf {

class Options {
 public:
    Options(int argc, const char* const* argv, std::map<std::string, std::string> defaults)
        : values_(std::move(defaults)) {
        for (int i = 1; i < argc; ++i) {
            const std::string word = argv[i];
            const std::string name = word.substr(0, word.find('='));
            if (name.size() == word.size() || !values_.contains(name)) {
                throw std::invalid_argument("NAME=VALUE with NAME one of" + names() + ", got '" + word + "'");
            }
            values_[name] = word.substr(name.size() + 1);
        }
    }
    [[nodiscard]] const std::string& text(const std::string& name) const { return values_.at(name); }
    [[nodiscard]] double number(const std::string& name) const {
        const std::string& text = values_.at(name);
        char* end = nullptr;
        const double value = std::strtod(text.c_str(), &end);
        if (text.empty() || *end != '\0') {
            throw std::invalid_argument(name + " must be a number, got '" + text + "'");
        }
        return value;
    }
    /// >= 1.
    [[nodiscard]] int count(const std::string& name) const {
        const double value = number(name);
        if (!(value >= 1.0 && value <= 1e9)) {
            throw std::invalid_argument(name + " must be from 1 to 1e9, got " + values_.at(name));
        }
        return static_cast<int>(value);
    }

 private:
    [[nodiscard]] std::string names() const {
        std::string all;
        for (const auto& [name, value] : values_) {
            all += " " + name;
        }
        return all;
    }
    std::map<std::string, std::string> values_;
};

class Stopwatch {
 public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun_).count();
    }

 private:
    std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

inline void print(const char* name, double value) {
    std::printf("%s %.9g\n", name, value);
}

/// @return the exit code: 2 where the command line is wrong.
template <class Program>
int run(int argc, const char* const* argv, std::map<std::string, std::string> defaults, const Program& program) {
    try {
        program(Options(argc, argv, std::move(defaults)));
        return 0;
    } catch (const std::invalid_argument& error) {
        std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
        return 2;
    }
}

}  // namespace ogsim::perf
