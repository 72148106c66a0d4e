#pragma once

#include <sys/types.h>

#include <filesystem>

namespace ogsim {

/// Keeps a second writer off a study: a lock on a file beside it, PATH-lock, which goes when the lock is let go.
///
/// The lock belongs to the process: it goes with it however it ends, and children that were forked do not hold it.
/// Within one process it keeps nobody off. It is on a file beside the study, since closing any descriptor of the study
/// itself would drop SQLite's own locks.
class WriterLock {
 public:
    /// @throws std::invalid_argument where another process holds it;  CannotWrite.
    explicit WriterLock(const std::filesystem::path& study);
    ~WriterLock();
    WriterLock(const WriterLock&) = delete;
    WriterLock& operator=(const WriterLock&) = delete;

 private:
    std::filesystem::path path_;
    int file_ = -1;
    ::pid_t owner_;  // a forked child has a copy of this object, but not the lock
};

}  // namespace ogsim
