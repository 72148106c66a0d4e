#include "src/app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

namespace ogsim {

std::size_t terminal_width(int descriptor, std::size_t otherwise) {
    winsize size{};
    const bool is_known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
    return is_known ? size.ws_col : otherwise;
}

bool takes_colours(int descriptor) {
    const char* const refusal = std::getenv("NO_COLOR");
    return ::isatty(descriptor) == 1 && (refusal == nullptr || *refusal == '\0');
}

}  // namespace ogsim
