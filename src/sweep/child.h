#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>

/// The side of the pool that lives in the child process, and how its result is written.
namespace ogsim {

/// What a job came to, as the child tells it; also an order, as it is given one.
struct Told {
    char tag = '\0';  ///< One of those below.
    std::string text;
    std::int64_t peak_memory_kib = 0;  ///< Resident while it did the job.
    bool stays = false;                ///< Takes another order.
};
inline constexpr char kToldDone = 'd';
inline constexpr char kToldRefused = 'r';
inline constexpr char kToldFailed = 'f';
inline constexpr char kOrder = 'o';

/// The bytes of a message: tag, whether it stays, peak and length as 8 bytes each, text.
[[nodiscard]] std::string to_message(const Told& told);
/// @return whether `bytes` is a whole message; only then is `told` set, taking the bytes.
[[nodiscard]] bool from_message(std::string& bytes, Told& told);

/// The child's ends, as the parent had them numbered.
struct Pipes {
    pid_t parent = -1;  ///< Who forked.
    int orders = -1;    ///< What it is to do next; none where it has one job.
    int result = -1;    ///< For messages.
    int words = -1;     ///< For what it prints.
};

/// Runs the job and writes its message. For the child of a fork alone: it does not return.
[[noreturn]] void live_as_child(const Pipes& pipes, const std::function<std::string()>& job);

/// Does the first order, and then what else it is told to, with a message each.
[[noreturn]] void serve_as_child(const Pipes& pipes, const std::string& first,
                                 const std::function<std::string(const std::string&)>& serve);

}  // namespace ogsim
