#include "src/app/interrupt.h"

#include <unistd.h>

#include <csignal>

namespace ogsim {
namespace {

volatile std::sig_atomic_t asked_to_stop = 0;  // a signal handler can reach nothing else

constexpr unsigned kGraceSeconds = 5;

void ask_to_stop(int /*signal*/) {
    asked_to_stop = 1;
    alarm(kGraceSeconds);  // a round that takes longer is not waited for
}

void stop_now(int /*signal*/) {
    constexpr char kMessage[] = "ogsim: interrupted within a round\n";
    static_cast<void>(write(STDERR_FILENO, kMessage, sizeof kMessage - 1) + 0);
    _exit(3);
}

}  // namespace

void listen_for_interrupts() {
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = stop_now;
    sigaction(SIGALRM, &action, nullptr);
}

bool is_interrupted() {
    return asked_to_stop != 0;
}

}  // namespace ogsim
