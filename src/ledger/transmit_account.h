#pragma once

#include <array>
#include <map>
#include <optional>
#include <vector>

#include "model/units/quantity.h"
#include "model/units/sim_time.h"
#include "src/trace/events.h"

namespace ogsim {

/// Transmit energy of all workers by what became of the update; acknowledgements and the like are control.
struct TransmitJoules {
    std::array<Joules, kFates> by_fate{};  ///< Indexed by Fate.
    Joules control;
    Joules undecided;  ///< Of updates whose fate is not known yet.

    [[nodiscard]] Joules total() const;
};

/// Puts each nanosecond of a worker's airtime down to the update it was spent on:
///
///     joules of a fate = tx power * (airtime of all frames of the updates that ended so)
///
/// A frame is charged as the worker's radio is metered, so one that is still on the air, or that a dying node breaks
/// off, counts for what was sent of it. Frames sent after the fate was known count to that fate.
class TransmitAccount {
 public:
    TransmitAccount(int workers, Watts tx);

    /// A worker puts a frame on the air. @throws std::logic_error when it ends before it starts.
    void begin(const FrameSent& frame);
    /// The worker's radio went off: what it had on the air ends there. It must be metered up to now.
    void break_off(int worker);
    /// The worker's radio was on from `start` to `end`: contiguous and in order per worker.
    void charge(int worker, SimTime start, SimTime end);
    /// An update is offered: that of its worker before the last one is forgotten, if its fate is known.
    void open(UpdateId update);
    /// The first fate reported for an update counts.
    void decide(UpdateId update, Fate fate);

    [[nodiscard]] TransmitJoules joules() const;

 private:
    struct Frame {
        std::optional<UpdateId> update;
        SimTime start, end;
        std::optional<std::size_t> next = {};  // of the same worker
    };
    struct Update {
        std::int64_t round = 0;  // 0: none
        std::optional<Fate> fate = {};
        SimTime airtime{0};  // while its fate is open
    };
    struct Worker {
        std::optional<std::size_t> first = {}, last = {};  // frames begun and not yet metered to the end, in order
        Update newest, before;
    };
    void charge(const Frame& frame, SimTime airtime);
    void drop_first(Worker& worker);
    [[nodiscard]] Worker& at(int worker) { return workers_[static_cast<std::size_t>(worker)]; }
    [[nodiscard]] Update& find(UpdateId update);
    [[nodiscard]] bool is_done(int worker, const Update& update);

    Watts tx_;
    std::vector<Worker> workers_;
    std::vector<Frame> frames_;         // of all workers; linked
    std::vector<std::size_t> free_;     // of those: not in use
    std::map<UpdateId, Update> older_;  // than the two updates that a worker keeps
    std::array<SimTime, kFates> by_fate_{};
    SimTime control_{0};
    SimTime undecided_{0};
};

}  // namespace ogsim
