#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// Updates of one round by how they ended.
struct FateCounts {
    std::int64_t offered = 0;
    std::array<std::int64_t, kFates> ended{};  ///< Indexed by Fate.

    [[nodiscard]] std::int64_t open() const;  ///< Offered, fate unknown.
};

/// Gives each offered update exactly one fate: the first one reported. Throws std::logic_error on an update that ends
/// without having been offered, or is offered twice.
class FateBook final : public Sink {
 public:
    void on(const Event& event) override;
    [[nodiscard]] FateCounts round(std::int64_t round) const;
    [[nodiscard]] FateCounts total() const { return total_; }
    [[nodiscard]] FateCounts worker(int worker) const;
    /// The fate that counts; nothing while it is open, or once it is forgotten.
    [[nodiscard]] std::optional<Fate> fate(UpdateId update) const;
    /// Drops what is kept of rounds up to and including this one. The totals stay, and updates that are still open are
    /// counted there when they end.
    void forget(std::int64_t round);

 private:
    struct Worker {
        FateCounts counts;
        std::int64_t round = 0;    // of the update offered last; 0: none
        std::optional<Fate> fate;  // of that
    };
    void offer(UpdateId update);
    void end(const UpdateEnded& ended);
    /// Null where it was not offered, or is forgotten.
    [[nodiscard]] const std::optional<Fate>* find(UpdateId update) const;
    [[nodiscard]] bool is_forgotten(std::int64_t round, std::optional<Fate> fate) const {
        return round <= forgotten_ && fate;
    }

    FateCounts total_;
    std::int64_t forgotten_ = 0;  // rounds up to here
    std::map<std::int64_t, FateCounts> rounds_;
    std::vector<Worker> workers_;                    // up to the last one that has offered something
    std::map<UpdateId, std::optional<Fate>> older_;  // not forgotten, of workers that have offered another since
};

}  // namespace ogsim
