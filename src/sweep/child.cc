#include "src/sweep/child.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstring>
#include <exception>
#include <new>
#include <stdexcept>
#include <string_view>

namespace ogsim {
namespace {

constexpr std::size_t kHeadBytes = 1 + sizeof(std::uint64_t);
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

/// From kResult on.
void close_all_but(int one, int other) {
    unsigned first = kResult;
    for (const int kept : {std::min(one, other), std::max(one, other)}) {
        const auto number = static_cast<unsigned>(kept);
        if (number > first) {
            ::close_range(first, number - 1, 0);
        }
        first = std::max(first, number + 1);
    }
    ::close_range(first, ~0U, 0);
}

/// Keeps only the two pipes; what is printed goes where faults are told. Either pipe may have any number, and the
/// parent may have as many files as it is allowed.
void keep_only(int result, int words) {
    close_all_but(result, words);
    const int nothing = ::open("/dev/null", O_RDONLY);
    const int safe_result = ::fcntl(result, F_DUPFD, kResult + 1);
    const int safe_words = ::fcntl(words, F_DUPFD, kResult + 1);
    if (::dup2(nothing, STDIN_FILENO) < 0 || ::dup2(safe_words, STDOUT_FILENO) < 0 ||
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

}  // namespace

std::string to_message(const Told& told) {
    std::string head(kHeadBytes, told.tag);
    const std::uint64_t size = told.text.size();
    std::memcpy(head.data() + 1, &size, sizeof size);
    return head + told.text;
}

bool from_message(std::string& bytes, Told& told) {
    if (bytes.size() < kHeadBytes) {
        return false;
    }
    std::uint64_t size = 0;
    std::memcpy(&size, bytes.data() + 1, sizeof size);
    if (bytes.size() - kHeadBytes != size) {
        return false;
    }
    told.tag = bytes.front();
    bytes.erase(0, kHeadBytes);
    told.text = std::move(bytes);
    return true;
}

void live_as_child(pid_t parent, int result, int words, const std::function<std::string()>& job) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) {
        _exit(kLeftWithoutResult);  // it died before it could be listened to
    }
    set_signals();
    offer_to_the_kernel();
    keep_only(result, words);
    put(kResult, to_message(tell(job)));
    _exit(0);
}

}  // namespace ogsim
