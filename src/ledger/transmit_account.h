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
    void break_off(int worker) { on_air_[static_cast<std::size_t>(worker)].clear(); }
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
    };
    struct Update {
        std::optional<Fate> fate;
        SimTime airtime{0};  // while its fate is open
    };
    void charge(const Frame& frame, SimTime airtime);
    [[nodiscard]] bool is_on_air(UpdateId update) const;

    Watts tx_;
    std::vector<std::vector<Frame>> on_air_;  // per worker, in order; begun and not yet metered to the end
    std::map<UpdateId, Update> updates_;
    std::array<SimTime, kFates> by_fate_{};
    SimTime control_{0};
    SimTime undecided_{0};
};

}  // namespace ogsim
