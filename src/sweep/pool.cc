#include "src/sweep/pool.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

#include "src/sweep/child.h"
#include "src/sweep/pool_child.h"

namespace ogsim {

const char* end_name(End end) {
    constexpr std::array kNames{"done", "refused", "could not finish", "crashed", "time limit", "memory limit"};
    return kNames.at(static_cast<std::size_t>(end));
}

Pool::Pool(int slots, const Limits& limits, Serve serve) : slots_(slots), limits_(limits), serve_(std::move(serve)) {}

Pool::~Pool() {
    kill();
}

int Pool::busy() const {
    return static_cast<int>(
        std::count_if(children_.begin(), children_.end(), [](const auto& child) { return child->id.has_value(); }));
}

bool Pool::has_room() const {
    return busy() < slots_;
}

bool Pool::start(std::size_t id, const std::function<std::string()>& job) {
    return begin(
        id, [&job](const Pipes& pipes) { live_as_child(pipes, job); }, false);
}

bool Pool::order(std::size_t id, const std::string& order) {
    for (const auto& child : children_) {
        if (child->is_idle() && child->take(id, order)) {
            return true;
        }
    }
    return begin(
        id, [this, &order](const Pipes& pipes) { serve_as_child(pipes, order, serve_); }, true);
}

bool Pool::begin(std::size_t id, const std::function<void(const Pipes&)>& life, bool takes_orders) {
    std::optional<Ways> ways = new_ways(takes_orders);
    const pid_t parent = ::getpid();
    const pid_t process = ways ? ::fork() : -1;
    if (process == 0) {
        life({.parent = parent,
              .orders = ways->orders_out.number(),
              .result = ways->result_in.number(),
              .words = ways->words_in.number()});
    }
    if (process < 0 && busy() == 0) {
        throw std::system_error(errno, std::generic_category(), "cannot start a process");
    }
    if (process < 0) {
        return false;
    }
    children_.push_back(std::make_unique<Child>(id, process, std::move(*ways)));
    return true;
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
    for (const auto& child : children_) {
        if (std::optional<Ended> ended = child->look_after(limits_)) {
            all.push_back(std::move(*ended));
        }
    }
    std::erase_if(children_, [](const std::unique_ptr<Child>& child) { return child->is_gone; });
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
