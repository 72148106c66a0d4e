#include <cerrno>
#include <csignal>
#include <cstdio>
#include <exception>
#include <iostream>
#include <stdexcept>
#include <system_error>

#include "src/app/command_line.h"
#include "src/app/commands.h"
#include "src/scenario/load.h"

namespace {

// A reader who has read enough (`| head`) is no fault; whatever was to be done besides printing is done.
int closed_output(const std::error_code& code, const char* what) {
    if (code == std::errc::broken_pipe) {
        return ogsim::kResult;
    }
    std::cerr << "ogsim: " << what << "\n";
    return ogsim::kCouldNotFinish;
}

int answer_of(int argc, const char* const* argv) {
    try {
        return ogsim::follow_command_line(argc, argv);
    } catch (const ogsim::ScenarioFaults& found) {
        for (const std::string& fault : found.faults()) {
            std::cerr << fault << "\n";
        }
        return ogsim::kBadInput;
    } catch (const std::invalid_argument& fault) {
        std::cerr << "ogsim: " << fault.what() << "\n";
        return ogsim::kBadInput;
    } catch (const std::system_error& error) {
        return closed_output(error.code(), error.what());
    } catch (const std::exception& error) {
        std::cerr << "ogsim: " << error.what() << "\n";
    } catch (...) {
        std::cerr << "ogsim: an error of unknown kind\n";
    }
    return ogsim::kCouldNotFinish;
}

// What was printed must have arrived, or the code says so.
int after_flush(int code) {
    std::cout.flush();
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) {
        return code;
    }
    const std::error_code error(errno, std::generic_category());
    return code == ogsim::kResult ? closed_output(error, "cannot write to standard output") : code;
}

}  // namespace

int main(int argc, char** argv) {
    std::signal(SIGPIPE, SIG_IGN);  // so that writing into a closed pipe is an error to handle, not the end
    std::signal(SIGXFSZ, SIG_IGN);  // the same for a file that may not grow any more
    return after_flush(answer_of(argc, argv));
}
