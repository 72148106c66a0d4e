#include "src/app/sweep_progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <string>

#include "src/app/terminal.h"
#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

constexpr int kBarWidth = 20;
constexpr std::chrono::milliseconds kBetweenUpdates{200};

std::string bar(double done) {
    const auto filled = static_cast<std::size_t>(std::clamp(done, 0.0, 1.0) * kBarWidth);
    return "[" + std::string(filled, '#') + std::string(kBarWidth - filled, '.') + "]";
}

/// "0:07", "1:02:03".
std::string clock_text(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::ceil(seconds));
    return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                        : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

SweepProgress::SweepProgress(double joules_before)
    : joules_before_(joules_before),
      is_terminal_(::isatty(STDERR_FILENO) == 1),
      started_(std::chrono::steady_clock::now()),
      shown_{} {}

SweepProgress::~SweepProgress() {
    if (is_terminal_) {
        fmt::print(stderr, "\r\033[K");
    }
}

void SweepProgress::show(const SweepState& state) {
    const auto now = std::chrono::steady_clock::now();
    if (!is_terminal_ || now - shown_ < kBetweenUpdates) {
        return;
    }
    shown_ = now;
    const double elapsed = std::chrono::duration<double>(now - started_).count();
    const auto ended = static_cast<double>(state.done + state.failed.size());
    std::string line =
        fmt::format("{} {}/{} runs", bar(ended / static_cast<double>(state.runs)), state.done, state.runs);
    if (!state.failed.empty()) {
        line += fmt::format(", {} FAILED", state.failed.size());
    }
    line += fmt::format(", {} J", readable(joules_before_ + state.joules_now));
    if (state.cost_now > 0.0) {
        const double left = elapsed * (state.cost_wanted - state.cost_now) / state.cost_now;
        line += fmt::format(", {} runs/s, about {} left", readable(static_cast<double>(state.done_now) / elapsed),
                            clock_text(left));
    }
    fmt::print(stderr, "\r\033[K{}", line.substr(0, terminal_width(STDERR_FILENO, 80) - 1));
    std::fflush(stderr);
}

}  // namespace ogsim
