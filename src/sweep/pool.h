#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

/// Jobs in processes of their own: what one of them does wrong harms none of the others.
namespace ogsim {

/// How a job ended.
enum class End {
    kDone,            ///< It returned its text.
    kRefused,         ///< It threw std::invalid_argument.
    kCouldNotFinish,  ///< It threw something else.
    kCrashed,         ///< A signal ended it, or it left without a result.
    kTimeLimit,       ///< It was killed, having run too long.
    kMemoryLimit,     ///< It was killed, here or by the kernel, having taken too much memory.
};

/// "done", "refused", "could not finish", "crashed", "time limit", "memory limit".
[[nodiscard]] const char* end_name(End end);

struct Ended {
    std::size_t id = 0;  ///< As start() was given it.
    End end = End::kDone;
    std::string text;  ///< The job's result; else why there is none, with the last that it wrote to standard error.
    double wall_s = 0.0;
    std::int64_t peak_memory_kib = 0;  ///< Of its resident pages, those that it shares with the parent included.
};

/// What one job may take; nothing: as much as it likes.
struct Limits {
    std::optional<double> wall_s;            ///< But for time in which this process stood still.
    std::optional<std::int64_t> memory_kib;  ///< Resident pages, looked at every kGlance.
};

struct Pipes;

/// Jobs in forked processes: what the parent has loaded, the child finds loaded. A job has a process for itself, or
/// comes as an order to one that has done others: then what one of them does wrong costs that one alone, too, and
/// whoever failed, or holds more than kMostKeptKib over what it began with, does no other.
///
/// A child cannot outlive the parent (not even kill -9), ignores what stops the parent by hand (SIGINT, SIGTERM,
/// SIGHUP: the parent decides), is the first that the kernel kills when memory runs out, keeps no file of the parent
/// open, and leaves by _exit, so that nothing of the parent is destroyed or flushed twice.
class Pool {
 public:
    static constexpr double kGlance = 0.05;                 ///< Seconds.
    static constexpr std::int64_t kMostKeptKib = 32 << 10;  ///< Assumed.
    static constexpr std::size_t kLongestOrder = 64 << 10;  ///< Bytes that a socket takes at once.
    using Serve = std::function<std::string(const std::string& order)>;

    /// @param slots  jobs at a time, >= 1.  @param serve  does an order, in a child.
    Pool(int slots, const Limits& limits, Serve serve = {});
    /// Kills what still runs.
    ~Pool();
    Pool(const Pool&) = delete;
    Pool& operator=(const Pool&) = delete;

    [[nodiscard]] int busy() const;
    [[nodiscard]] bool has_room() const;
    /// Begins a job; has_room() must hold.
    /// @return false where the system has no process or no file to spare just now.
    /// @throws std::system_error where it has none although nothing runs here.
    bool start(std::size_t id, const std::function<std::string()>& job);
    /// The same with serve(order) as the job, in a process that may have done others. At most kLongestOrder bytes.
    bool order(std::size_t id, const std::string& order);
    /// Returns as soon as a job has ended, a signal has come, or kGlance or `at_most_s` is over; never waits for a
    /// child to do something. @return those that ended, often none.
    [[nodiscard]] std::vector<Ended> wait(double at_most_s = kGlance);
    /// Kills what runs; of that nothing is returned.
    void kill();

 private:
    struct Child;
    bool begin(std::size_t id, const std::function<void(const Pipes&)>& life, bool takes_orders);

    int slots_;
    Limits limits_;
    Serve serve_;
    std::vector<std::unique_ptr<Child>> children_;
};

}  // namespace ogsim
