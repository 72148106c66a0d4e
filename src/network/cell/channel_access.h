#pragma once

#include <optional>
#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// Who may send when, in one collision domain where everybody hears everybody. Nodes are workers and kServer.
///
/// Told what is on the air, asked for the next instant at which somebody's turn comes. No timers of its own.
class ChannelAccess {
 public:
    struct Turn {
        int node;
        bool may_send;  ///< Otherwise the channel was found busy too often: the frame is given up.
        SimTime at{0};  ///< Then: when. Perhaps told later, but while nothing has changed.
    };
    virtual ~ChannelAccess() = default;

    /// A frame stands at the head of the node's queue. `is_fresh`: the queue was empty until now.
    virtual void ask(int node, SimTime now, bool is_fresh) = 0;
    /// The node's frame was not acknowledged and is to be sent again: contention may begin at `from`.
    virtual void retry(int node, SimTime from) = 0;
    /// The node's frame is over: acknowledged, given up, or one that nobody acknowledges. It had `size` bytes, its
    /// acknowledgement not counted.
    virtual void done(int node, SimTime now, Bytes size) = 0;
    /// The node does not want to send any more.
    virtual void leave(int node) = 0;
    /// When take_due has something to give.
    [[nodiscard]] virtual std::optional<SimTime> next() = 0;
    /// Whose turn comes at `now`, by rising node.
    virtual void take_due(SimTime now, std::vector<Turn>& turns) = 0;

    /// Energy on the air begins or ends; both may be told repeatedly.
    virtual void energy_on(SimTime now) = 0;
    virtual void energy_off(SimTime now) = 0;
    /// Nothing more of an exchange follows: the channel is idle from `idle` >= now on. `after_error`: what was heard
    /// last could not be understood.
    virtual void exchange_over(SimTime now, SimTime idle, bool after_error) = 0;
};

}  // namespace ogsim
