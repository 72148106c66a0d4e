#pragma once

#include <stdexcept>

namespace ogsim {

/// The user, or the system, asked the program to stop (SIGINT, SIGTERM).
class Interrupted : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

/// From now on the first SIGINT or SIGTERM only asks; a second one ends the program at once.
void listen_for_interrupts();

/// Whether a signal has come.
[[nodiscard]] bool is_interrupted();

}  // namespace ogsim
