#include "src/app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

#include "src/app/terminal.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

constexpr int kBarWidth = 24;
constexpr std::chrono::milliseconds kBetweenUpdates{100};

std::string bar(double done) {
    const auto filled = static_cast<std::size_t>(std::min(done, 1.0) * kBarWidth);
    return "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "]";
}

}  // namespace

Progress::Progress(const RunKeys& keys, std::string label)
    : rounds_(keys.rounds),
      label_(std::move(label)),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      started_(std::chrono::steady_clock::now()),
      shown_{} {}

Progress::~Progress() {
    if (is_terminal_) {
        fmt::print(stderr, "\r\033[K");
    }
}

void Progress::show(const RoundRow& row) {
    const auto now = std::chrono::steady_clock::now();
    if (!is_terminal_ || now - shown_ < kBetweenUpdates) {
        return;
    }
    shown_ = now;
    const double done = static_cast<double>(row.round) / static_cast<double>(rounds_);
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const auto left = static_cast<std::int64_t>(elapsed / done * (1.0 - done));
    const std::string line = fmt::format("{}{} round {}/{}, at most {}:{:02} left, {} {}", label_, bar(done), row.round,
                                         rounds_, left / 60, left % 60, row.accuracy ? "accuracy" : "loss",
                                         row.accuracy ? readable(*row.accuracy) : readable_or_dash(row.loss));
    fmt::print(stderr, "\r\033[K{}", line.substr(0, terminal_width(STDERR_FILENO, 80) - 1));
    std::fflush(stderr);
}

}  // namespace ogsim
