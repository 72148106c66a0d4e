#include "src/sweep/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "src/sweep/pool.h"

namespace ogsim {
namespace {

constexpr std::size_t kHeadBytes = 2 + 2 * sizeof(std::uint64_t);
constexpr int kResult = 3;  // where the child keeps its pipe
constexpr int kLeftWithoutResult = 70;

/// Nothing of the parent's handlers: a fault is to end the child with its own signal.
void set_signals() {
    for (int number = 1; number < NSIG; ++number) {
        std::signal(number, SIG_DFL);  // NOLINT(cert-err33-c): KILL and STOP cannot be set
    }
    for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        std::signal(number, SIG_IGN);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, nullptr);
}

void put(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            _exit(kLeftWithoutResult);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

/// Of two children and their parent, the kernel is to take a child.
void offer_to_the_kernel() {
    const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        static_cast<void>(::write(file, "1000", 4) + 0);
        ::close(file);
    }
    const rlimit none{.rlim_cur = 0, .rlim_max = 0};
    setrlimit(RLIMIT_CORE, &none);  // a study of crashes is to leave no thousand core files
}

/// Keeps only the pipes; what is printed goes where faults are told, orders come as its input. A pipe may have any
/// number, and the parent may have as many files as it is allowed.
void keep_only(const Pipes& pipes) {
    std::array<int, 3> kept{pipes.orders, pipes.result, pipes.words};
    std::sort(kept.begin(), kept.end());
    unsigned first = kResult;
    for (const int file : kept) {
        const auto number = static_cast<unsigned>(std::max(file, 0));
        if (number > first) {
            ::close_range(first, number - 1, 0);
        }
        first = std::max(first, number + 1);
    }
    ::close_range(first, ~0U, 0);
    const int input = pipes.orders >= 0 ? pipes.orders : ::open("/dev/null", O_RDONLY);
    const int safe_input = ::fcntl(input, F_DUPFD, kResult + 1);
    const int safe_result = ::fcntl(pipes.result, F_DUPFD, kResult + 1);
    const int safe_words = ::fcntl(pipes.words, F_DUPFD, kResult + 1);
    if (::dup2(safe_input, STDIN_FILENO) < 0 || ::dup2(safe_words, STDOUT_FILENO) < 0 ||
        ::dup2(safe_words, STDERR_FILENO) < 0 || ::dup2(safe_result, kResult) < 0) {
        _exit(kLeftWithoutResult);
    }
    ::close_range(kResult + 1, ~0U, 0);
}

Told tell(const std::function<std::string()>& job) {
    try {
        return {.tag = kToldDone, .text = job()};
    } catch (const std::invalid_argument& fault) {
        return {.tag = kToldRefused, .text = fault.what()};
    } catch (const std::bad_alloc&) {
        return {.tag = kToldFailed, .text = "the system gave it no more memory"};
    } catch (const std::exception& error) {
        return {.tag = kToldFailed, .text = error.what()};
    } catch (...) {
        return {.tag = kToldFailed, .text = "an error of unknown kind"};
    }
}

void settle_in(const Pipes& pipes) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != pipes.parent) {
        _exit(kLeftWithoutResult);  // it died before it could be listened to
    }
    set_signals();
    offer_to_the_kernel();
    keep_only(pipes);
}

/// Since forget_peak().
std::int64_t peak_kib() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

void forget_peak() {
    const int file = ::open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        static_cast<void>(::write(file, "5", 1) + 0);
        ::close(file);
    }
}

/// The next order; leaves where there will be none.
std::string next_order() {
    std::string bytes;
    Told order;
    std::array<char, 4096> buffer;
    while (!from_message(bytes, order)) {
        const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (got == 0 || (got < 0 && errno != EINTR)) {
            _exit(0);
        }
        bytes.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    }
    return order.text;
}

}  // namespace

std::string to_message(const Told& told) {
    std::string message{told.tag, static_cast<char>(told.stays)};
    for (const auto number : {static_cast<std::uint64_t>(told.peak_memory_kib), std::uint64_t{told.text.size()}}) {
        message.append(reinterpret_cast<const char*>(&number), sizeof number);
    }
    return message + told.text;
}

bool from_message(std::string& bytes, Told& told) {
    if (bytes.size() < kHeadBytes) {
        return false;
    }
    std::array<std::uint64_t, 2> numbers{};
    std::memcpy(numbers.data(), bytes.data() + 2, sizeof numbers);
    if (bytes.size() - kHeadBytes != numbers[1]) {
        return false;
    }
    told.tag = bytes[0];
    told.stays = bytes[1] != 0;
    told.peak_memory_kib = static_cast<std::int64_t>(numbers[0]);
    bytes.erase(0, kHeadBytes);
    told.text = std::move(bytes);
    return true;
}

void live_as_child(const Pipes& pipes, const std::function<std::string()>& job) {
    settle_in(pipes);
    put(kResult, to_message(tell(job)));
    _exit(0);
}

void serve_as_child(const Pipes& pipes, const std::string& first,
                    const std::function<std::string(const std::string&)>& serve) {
    settle_in(pipes);
    const std::int64_t at_first = peak_kib();
    std::string order = first;
    for (bool stays = true; stays; order = stays ? next_order() : "") {
        forget_peak();
        Told told = tell([&] { return serve(order); });
        told.peak_memory_kib = peak_kib();
        told.stays = stays = told.tag == kToldDone && told.peak_memory_kib < at_first + Pool::kMostKeptKib;
        put(kResult, to_message(told));
    }
    _exit(0);
}

}  // namespace ogsim
