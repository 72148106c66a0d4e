#include "src/record/study/lock.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include "src/record/run_folder.h"

namespace ogsim {
namespace {

[[noreturn]] void cannot_lock(const std::filesystem::path& path) {
    throw CannotWrite(
        fmt::format("cannot write {}: {}", path.string(), std::error_code(errno, std::generic_category()).message()));
}

struct ::flock whole_file() {
    struct ::flock lock {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    return lock;
}

/// Whether the name still stands for the open file: who held the lock before may have removed it.
bool is_named(int file, const std::filesystem::path& path) {
    struct ::stat open {};
    struct ::stat named {};
    return ::fstat(file, &open) == 0 && ::stat(path.c_str(), &named) == 0 && open.st_ino == named.st_ino &&
           open.st_dev == named.st_dev;
}

}  // namespace

WriterLock::WriterLock(const std::filesystem::path& study) : path_(study.string() + "-lock"), owner_(::getpid()) {
    while (file_ < 0) {
        const int file = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (file < 0) {
            cannot_lock(path_);
        }
        struct ::flock lock = whole_file();
        if (::fcntl(file, F_SETLK, &lock) != 0) {
            const bool is_held = errno == EACCES || errno == EAGAIN;
            const bool is_known = is_held && ::fcntl(file, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
            const std::string who = is_known ? fmt::format(" (process {})", lock.l_pid) : "";
            ::close(file);
            if (!is_held) {
                cannot_lock(path_);
            }
            throw std::invalid_argument(
                fmt::format("{}: another process is writing it{}; wait for it, or stop it", study.string(), who));
        }
        if (is_named(file, path_)) {
            file_ = file;
        } else {
            ::close(file);
        }
    }
}

WriterLock::~WriterLock() {
    if (::getpid() == owner_) {
        ::unlink(path_.c_str());
    }
    ::close(file_);
}

}  // namespace ogsim
