#include "src/sweep/pool.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <system_error>
#include <utility>

#include "src/sweep/child.h"

namespace ogsim {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kLastWords = 2048;  // bytes of standard error that are kept
constexpr std::size_t kSip = std::size_t{64} << 10;
constexpr int kSipsATurn = 64;                  // so that no child keeps the parent to itself
constexpr int kPipeBytes = 1 << 20;             // asked for; less is no harm
constexpr std::chrono::seconds kStandstill{2};  // assumed: who looks every kGlance and has not for so long was stopped

/// A descriptor that closes itself.
class File {
 public:
    File() = default;
    explicit File(int number) : number_(number) {}
    ~File() { close(); }
    File(File&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    File& operator=(File&& other) noexcept {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    [[nodiscard]] int number() const { return number_; }
    void close() {
        if (number_ >= 0) {
            ::close(std::exchange(number_, -1));
        }
    }

 private:
    int number_ = -1;
};

struct Pipe {
    File out, in;
};

/// Nothing where the system has no more files to spare.
std::optional<Pipe> new_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
        return std::nullopt;
    }
    Pipe pipe{.out = File(ends[0]), .in = File(ends[1])};
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    ::fcntl(ends[0], F_SETPIPE_SZ, kPipeBytes);
    return pipe;
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

}  // namespace

const char* end_name(End end) {
    constexpr std::array kNames{"done", "refused", "could not finish", "crashed", "time limit", "memory limit"};
    return kNames.at(static_cast<std::size_t>(end));
}

struct Pool::Child {
    std::size_t id = 0;
    pid_t process = -1;
    File handle = {};  // readable once the process is over
    File result = {};
    File words = {};
    std::string bytes = {};  // of the result, so far
    std::string last_words = {};
    Clock::time_point started = Clock::now();
    Clock::time_point seen = started;
    std::int64_t peak_kib = 0;
    std::optional<std::int64_t> kernel_kills_before = kernel_kills();
    std::optional<Ended> sentence = {};  // why it was killed here

    [[nodiscard]] double age_s() const { return std::chrono::duration<double>(Clock::now() - started).count(); }
    void listen(int sips) {
        drink(result, bytes, sips);
        drink(words, last_words, sips);
        if (last_words.size() > kLastWords) {
            last_words.erase(0, last_words.size() - kLastWords);
        }
    }
    void condemn(End end, std::string why) {
        sentence = Ended{.id = id, .end = end, .text = std::move(why)};
        ::kill(process, SIGKILL);
    }
    /// Time for which all stood still (Ctrl-Z, later fg) counts for no limit.
    void leave_out_standstill() {
        const Clock::duration unseen = Clock::now() - std::exchange(seen, Clock::now());
        started += unseen > kStandstill ? unseen : Clock::duration::zero();
    }
    void judge(const Limits& limits);
    [[nodiscard]] Ended ended(int status) const;
    [[nodiscard]] std::string with_last_words(const std::string& text) const;
};

void Pool::Child::judge(const Limits& limits) {
    peak_kib = std::max(peak_kib, resident_kib(process));
    if (sentence) {
        return;
    }
    if (limits.wall_s && age_s() > *limits.wall_s) {
        condemn(End::kTimeLimit, fmt::format("killed: it ran for more than {} s", *limits.wall_s));
    } else if (limits.memory_kib && peak_kib > *limits.memory_kib) {
        condemn(End::kMemoryLimit, fmt::format("killed: it held {} MB of memory, where {} MB are allowed",
                                               megabytes(peak_kib), megabytes(*limits.memory_kib)));
    }
}

std::string Pool::Child::with_last_words(const std::string& text) const {
    return last_words.empty() ? text : fmt::format("{}; the last that it wrote:\n{}", text, last_words);
}

/// Of a process that is over and has left no whole message.
Ended Pool::Child::ended(int status) const {
    if (sentence) {
        return {.id = id, .end = sentence->end, .text = with_last_words(sentence->text)};
    }
    if (!WIFSIGNALED(status)) {
        const std::string text = fmt::format("it left with exit code {} and no result", WEXITSTATUS(status));
        return {.id = id, .end = End::kCrashed, .text = with_last_words(text)};
    }
    const std::optional<std::int64_t> now = kernel_kills();
    if (WTERMSIG(status) == SIGKILL && now && kernel_kills_before && *now > *kernel_kills_before) {
        return {
            .id = id,
            .end = End::kMemoryLimit,
            .text = with_last_words("killed by the kernel: the machine, or what it may use of it, ran out of memory")};
    }
    return {.id = id, .end = End::kCrashed, .text = with_last_words("ended by " + signal_text(WTERMSIG(status)))};
}

Pool::Pool(int slots, const Limits& limits) : slots_(slots), limits_(limits) {}

Pool::~Pool() {
    kill();
}

int Pool::busy() const {
    return static_cast<int>(children_.size());
}

bool Pool::has_room() const {
    return busy() < slots_;
}

bool Pool::start(std::size_t id, const std::function<std::string()>& job) {
    std::optional<Pipe> result = new_pipe();
    std::optional<Pipe> words = result ? new_pipe() : std::nullopt;
    const pid_t parent = ::getpid();
    const pid_t process = words ? ::fork() : -1;
    if (process == 0) {
        live_as_child(parent, result->in.number(), words->in.number(), job);
    }
    if (process < 0 && children_.empty()) {
        throw std::system_error(errno, std::generic_category(), "cannot start a process");
    }
    if (process < 0) {
        return false;
    }
    auto child = std::make_unique<Child>();
    child->id = id;
    child->process = process;
    child->handle = File(static_cast<int>(::syscall(SYS_pidfd_open, process, 0)));
    child->result = std::move(result->out);
    child->words = std::move(words->out);
    children_.push_back(std::move(child));
    return true;
}

std::optional<Ended> Pool::look_after(Child& child) {
    child.leave_out_standstill();
    child.listen(kSipsATurn);
    int status = 0;
    rusage usage{};
    if (::wait4(child.process, &status, WNOHANG, &usage) != child.process) {
        child.judge(limits_);
        return std::nullopt;
    }
    child.listen(2 * kPipeBytes / static_cast<int>(kSip));  // what it left in the pipes
    Told told;
    Ended ended;
    if (from_message(child.bytes, told)) {
        const End end = told.tag == kToldDone      ? End::kDone
                        : told.tag == kToldRefused ? End::kRefused
                                                   : End::kCouldNotFinish;
        ended = {.id = child.id, .end = end, .text = std::move(told.text)};
    } else {
        ended = child.ended(status);
    }
    ended.wall_s = child.age_s();
    ended.peak_memory_kib = std::max<std::int64_t>(child.peak_kib, usage.ru_maxrss);
    return ended;
}

std::vector<Ended> Pool::wait(double at_most_s) {
    std::vector<pollfd> files;
    for (const auto& child : children_) {
        for (const File* file : {&child->handle, &child->result, &child->words}) {
            files.push_back({.fd = file->number(), .events = POLLIN, .revents = 0});
        }
    }
    const int timeout_ms = static_cast<int>(1000.0 * std::clamp(at_most_s, 0.0, kGlance));
    static_cast<void>(::poll(files.data(), files.size(), timeout_ms));
    std::vector<Ended> all;
    std::erase_if(children_, [&](const std::unique_ptr<Child>& child) {
        std::optional<Ended> ended = look_after(*child);
        if (ended) {
            all.push_back(std::move(*ended));
        }
        return ended.has_value();
    });
    return all;
}

void Pool::kill() {
    for (const auto& child : children_) {
        ::kill(child->process, SIGKILL);
    }
    for (const auto& child : children_) {
        while (::waitpid(child->process, nullptr, 0) < 0 && errno == EINTR) {
        }
    }
    children_.clear();
}

}  // namespace ogsim
