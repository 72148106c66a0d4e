#include "src/app/interrupt.h"

#include <csignal>

namespace ogsim {
namespace {

volatile std::sig_atomic_t asked_to_stop = 0;  // a signal handler can reach nothing else

void ask_to_stop(int /*signal*/) {
    asked_to_stop = 1;
}

}  // namespace

void listen_for_interrupts() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

bool is_interrupted() {
    return asked_to_stop != 0;
}

}  // namespace ogsim
