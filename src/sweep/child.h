#pragma once

#include <sys/types.h>

#include <functional>
#include <string>

/// The side of the pool that lives in the child process, and how its result is written.
namespace ogsim {

/// What a job came to, as the child tells it.
struct Told {
    char tag = '\0';  ///< One of the three below.
    std::string text;
};
inline constexpr char kToldDone = 'd';
inline constexpr char kToldRefused = 'r';
inline constexpr char kToldFailed = 'f';

/// The bytes of a message: tag, length as 8 bytes, text.
[[nodiscard]] std::string to_message(const Told& told);
/// @return whether `bytes` is a whole message; only then is `told` set, taking the bytes.
[[nodiscard]] bool from_message(std::string& bytes, Told& told);

/// Runs the job and writes its message. For the child of a fork alone: it does not return.
/// @param parent  who forked.  @param result  pipe of the message.  @param words  pipe of what it prints.
[[noreturn]] void live_as_child(pid_t parent, int result, int words, const std::function<std::string()>& job);

}  // namespace ogsim
