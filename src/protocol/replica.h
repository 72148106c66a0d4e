#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/compression/memory.h"
#include "model/selection/selection.h"
#include "src/protocol/downlink_messages.h"
#include "src/protocol/iterate.h"
#include "src/protocol/message.h"
#include "src/protocol/rules.h"

namespace ogsim {

/// What a worker keeps of the server's course where the downlink does not bring it theta: the iterate, the round, and
/// how many changes or updates went into it. It goes through the server's own steps, so that whoever has missed nothing
/// has the same bits.
class Replica {
 public:
    /// @param rules  must outlive the replica.
    Replica(const Iterate::Settings& settings, const ProtocolRules& rules, int workers);

    /// Becomes what the server says. @throws std::invalid_argument on a state that is none of this run; nothing is
    /// changed then.
    void become(const StateMessage& message);
    /// Takes the steps of rounds of which nothing was said, then the one with this change.
    /// False: it builds on something that this replica has not, and nothing is changed.
    /// @throws std::invalid_argument on a change that is none of this run.
    [[nodiscard]] bool apply(const ChangeMessage& message);
    /// An update of this round was overheard, or the worker's own was acknowledged. Once a worker and round.
    void accept(int worker, const Eigen::VectorXd& decoded);
    /// The round is over, and this is all that was heard of it.
    void close();

    /// What a model of the round that is open would say.
    [[nodiscard]] ModelMessage model() const;
    [[nodiscard]] std::int64_t round() const { return header_.round; }
    [[nodiscard]] const RoundHeader& header() const { return header_; }
    /// Of the round that is open: who was heard.
    [[nodiscard]] const Heard& heard() const { return heard_; }
    [[nodiscard]] bool has_heard(int worker) const;
    [[nodiscard]] const Iterate& iterate() const { return iterate_; }

 private:
    void step(const Eigen::VectorXd& sum);

    const ProtocolRules& rules_;
    Iterate iterate_;
    RunningSum arrived_;  // of Downlink::kOverheard
    RoundHeader header_;
    std::vector<int> heard_workers_;
    Heard heard_;
};

/// Who was heard, as an aggregation wants to know it. @param shares  empty: equal.
[[nodiscard]] Turnout turnout(int workers, const std::vector<int>& heard, const std::vector<double>& shares);

}  // namespace ogsim
