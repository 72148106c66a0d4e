#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "src/sweep/child.h"
#include "src/sweep/pool.h"

/// A process of the pool, as its parent sees it.
namespace ogsim {

/// A descriptor that closes itself.
class File {
 public:
    File() = default;
    explicit File(int number) : number_(number) {}
    ~File() { close(); }
    File(File&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    File& operator=(File&& other) noexcept {
        close();
        number_ = std::exchange(other.number_, -1);
        return *this;
    }
    [[nodiscard]] int number() const { return number_; }
    void close();

 private:
    int number_ = -1;
};

/// What a child is to have: both ends of three ways.
struct Ways {
    File orders_in, orders_out;  ///< To the child; not there where it has one job alone.
    File result_in, result_out;
    File words_in, words_out;
};
/// Nothing where the system has no more files to spare.
[[nodiscard]] std::optional<Ways> new_ways(bool with_orders);

struct Pool::Child {
    using Clock = std::chrono::steady_clock;

    /// @param first  its first job, begun now.
    Child(std::size_t first, pid_t forked, Ways ways);
    /// Gives it one more job, which it must have no other. @return false where it is gone.
    bool take(std::size_t next, const std::string& order);
    /// Hears what it says, and looks whether it may go on. @return how its job ended, once it has.
    std::optional<Ended> look_after(const Limits& limits);
    /// A process that takes orders, has no job, and stays.
    [[nodiscard]] bool is_idle() const { return !id && stays_ && !is_gone; }

    pid_t process = -1;
    std::optional<std::size_t> id;  ///< Of its job.
    File handle = {};               ///< Readable once the process is over.
    File result = {};
    File words = {};
    bool is_gone = false;

 private:
    [[nodiscard]] double age_s() const { return std::chrono::duration<double>(Clock::now() - started_).count(); }
    void begin(std::size_t job);
    void listen(int sips);
    void judge(const Limits& limits);
    void condemn(End end, std::string why);
    void leave_out_standstill();
    std::optional<Ended> told();
    [[nodiscard]] Ended ended(Ended how);
    [[nodiscard]] Ended died(int status) const;
    [[nodiscard]] std::string with_last_words(const std::string& text) const;

    File orders_ = {};
    bool stays_ = false;
    std::string bytes_ = {};  // of the result, so far
    std::string last_words_ = {};
    Clock::time_point started_ = Clock::now();
    Clock::time_point seen_ = started_;
    Clock::time_point looked_ = started_;  // at its memory
    std::int64_t peak_kib_ = 0;
    std::optional<std::int64_t> kernel_kills_before_;
    std::optional<Ended> sentence_ = {};  // why it was killed here
};

}  // namespace ogsim
