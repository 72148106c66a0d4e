#include "src/sweep/pool_child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fstream>

namespace ogsim {
namespace {

constexpr std::size_t kLastWords = 2048;  // bytes of standard error that are kept
constexpr std::size_t kSip = std::size_t{64} << 10;
constexpr int kSipsATurn = 64;       // so that no child keeps the parent to itself
constexpr int kPipeBytes = 1 << 20;  // asked for; less is no harm
constexpr std::chrono::milliseconds kBetweenLooks{20};
constexpr std::chrono::seconds kStandstill{2};  // assumed: who looks every kGlance and has not for so long was stopped

bool open_pipe(File& out, File& in) {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return false;
    }
    out = File(ends[0]);
    in = File(ends[1]);
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    ::fcntl(ends[0], F_SETPIPE_SZ, kPipeBytes);
    return true;
}

/// Of sockets: writing to a child that is gone is to be an error, not a signal.
bool open_socket(File& out, File& in) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return false;
    }
    out = File(ends[0]);
    in = File(ends[1]);
    return true;
}

/// Appends what is there to be read; closes the file where nothing more can come.
void drink(File& file, std::string& text, int sips) {
    static std::array<char, kSip> buffer;
    for (; sips > 0 && file.number() >= 0; --sips) {
        const ssize_t got = ::read(file.number(), buffer.data(), buffer.size());
        if (got > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(got));
        } else if (got < 0 && errno == EAGAIN) {
            return;
        } else if (got == 0 || errno != EINTR) {
            file.close();
        }
    }
}

std::int64_t megabytes(std::int64_t kib) {
    return (kib * 1024 + 500'000) / 1'000'000;
}

/// Processes that the kernel has killed for want of memory since it started; nothing where it does not say.
std::optional<std::int64_t> kernel_kills() {
    std::ifstream file("/proc/vmstat");
    std::string name;
    for (std::int64_t count = 0; file >> name >> count;) {
        if (name == "oom_kill") {
            return count;
        }
    }
    return std::nullopt;
}

std::int64_t resident_kib(pid_t process) {
    std::ifstream file(fmt::format("/proc/{}/statm", process));
    std::int64_t size = 0;
    std::int64_t resident = 0;
    file >> size >> resident;
    return file ? resident * (::sysconf(_SC_PAGESIZE) / 1024) : 0;
}

/// "SIGSEGV (Segmentation fault)".
std::string signal_text(int number) {
    const char* const name = ::sigabbrev_np(number);
    const char* const meaning = ::sigdescr_np(number);
    return fmt::format("SIG{} ({})", name != nullptr ? name : std::to_string(number),
                       meaning != nullptr ? meaning : "?");
}

End end_of(char tag) {
    return tag == kToldDone ? End::kDone : tag == kToldRefused ? End::kRefused : End::kCouldNotFinish;
}

}  // namespace

void File::close() {
    if (number_ >= 0) {
        ::close(std::exchange(number_, -1));
    }
}

std::optional<Ways> new_ways(bool with_orders) {
    Ways ways;
    const bool are_open = open_pipe(ways.result_out, ways.result_in) && open_pipe(ways.words_out, ways.words_in) &&
                          (!with_orders || open_socket(ways.orders_out, ways.orders_in));
    return are_open ? std::optional(std::move(ways)) : std::nullopt;
}

Pool::Child::Child(std::size_t first, pid_t forked, Ways ways)
    : process(forked),
      handle(static_cast<int>(::syscall(SYS_pidfd_open, forked, 0))),
      result(std::move(ways.result_out)),
      words(std::move(ways.words_out)),
      orders_(std::move(ways.orders_in)),
      stays_(orders_.number() >= 0),
      kernel_kills_before_(kernel_kills()) {
    begin(first);
}

void Pool::Child::begin(std::size_t job) {
    id = job;
    started_ = seen_ = Clock::now();
    peak_kib_ = 0;
    last_words_.clear();
}

bool Pool::Child::take(std::size_t next, const std::string& order) {
    const std::string message = to_message({.tag = kOrder, .text = order});
    const ssize_t sent = ::send(orders_.number(), message.data(), message.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent != static_cast<ssize_t>(message.size())) {
        stays_ = false;
        ::kill(process, SIGKILL);
        return false;
    }
    begin(next);
    return true;
}

void Pool::Child::listen(int sips) {
    drink(result, bytes_, sips);
    drink(words, last_words_, sips);
    if (last_words_.size() > kLastWords) {
        last_words_.erase(0, last_words_.size() - kLastWords);
    }
}

void Pool::Child::condemn(End end, std::string why) {
    sentence_ = Ended{.id = *id, .end = end, .text = std::move(why)};
    ::kill(process, SIGKILL);
}

/// Time for which all stood still (Ctrl-Z, later fg) counts for no limit.
void Pool::Child::leave_out_standstill() {
    const Clock::duration unseen = Clock::now() - std::exchange(seen_, Clock::now());
    started_ += unseen > kStandstill ? unseen : Clock::duration::zero();
}

void Pool::Child::judge(const Limits& limits) {
    if (seen_ - looked_ >= kBetweenLooks) {
        looked_ = seen_;
        peak_kib_ = std::max(peak_kib_, resident_kib(process));
    }
    if (sentence_) {
        return;
    }
    if (limits.wall_s && age_s() > *limits.wall_s) {
        condemn(End::kTimeLimit, fmt::format("killed: it ran for more than {} s", *limits.wall_s));
    } else if (limits.memory_kib && peak_kib_ > *limits.memory_kib) {
        condemn(End::kMemoryLimit, fmt::format("killed: it held {} MB of memory, where {} MB are allowed",
                                               megabytes(peak_kib_), megabytes(*limits.memory_kib)));
    }
}

std::string Pool::Child::with_last_words(const std::string& text) const {
    return last_words_.empty() ? text : fmt::format("{}; the last that it wrote:\n{}", text, last_words_);
}

/// Of a process that is over and has left no whole message.
Ended Pool::Child::died(int status) const {
    if (sentence_) {
        return {.end = sentence_->end, .text = with_last_words(sentence_->text)};
    }
    if (!WIFSIGNALED(status)) {
        const std::string text = fmt::format("it left with exit code {} and no result", WEXITSTATUS(status));
        return {.end = End::kCrashed, .text = with_last_words(text)};
    }
    const std::optional<std::int64_t> now = kernel_kills();
    if (WTERMSIG(status) == SIGKILL && now && kernel_kills_before_ && *now > *kernel_kills_before_) {
        return {
            .end = End::kMemoryLimit,
            .text = with_last_words("killed by the kernel: the machine, or what it may use of it, ran out of memory")};
    }
    return {.end = End::kCrashed, .text = with_last_words("ended by " + signal_text(WTERMSIG(status)))};
}

Ended Pool::Child::ended(Ended how) {
    how.id = *std::exchange(id, std::nullopt);
    how.wall_s = age_s();
    how.peak_memory_kib = std::max(how.peak_memory_kib, peak_kib_);
    return how;
}

/// What it came to, if it has said all of it.
std::optional<Ended> Pool::Child::told() {
    Told told;
    if (!id || !from_message(bytes_, told)) {
        return std::nullopt;
    }
    bytes_.clear();
    stays_ = stays_ && told.stays;
    return ended({.end = end_of(told.tag), .text = std::move(told.text), .peak_memory_kib = told.peak_memory_kib});
}

std::optional<Ended> Pool::Child::look_after(const Limits& limits) {
    leave_out_standstill();
    listen(kSipsATurn);
    if (std::optional<Ended> end = stays_ ? told() : std::nullopt) {
        return end;
    }
    int status = 0;
    rusage usage{};
    if (::wait4(process, &status, WNOHANG, &usage) != process) {
        if (id) {
            judge(limits);
        }
        return std::nullopt;
    }
    is_gone = true;
    peak_kib_ = std::max<std::int64_t>(peak_kib_, usage.ru_maxrss);
    listen(2 * kPipeBytes / static_cast<int>(kSip));  // what it left in the pipes
    if (std::optional<Ended> end = told(); end || !id) {
        return end;
    }
    return ended(died(status));
}

}  // namespace ogsim
