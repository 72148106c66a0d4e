#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "src/trace/events.h"

namespace ogsim {

/// A span of time.
struct TimeSpan {
    SimTime start, end;
};

/// What one node did in a round.
struct NodeScene {
    std::vector<RadioInterval> radio;
    std::vector<TimeSpan> computing;
    std::vector<FrameSent> frames;
    std::optional<UpdateOffered> offered;
    std::optional<UpdateEnded> ended;  ///< The first fate reported.
    bool got_model = false;
};

/// Collects one round of what happens: from the close of the round before to its own, and on until every update that
/// was offered in it has a fate, at most to the close of the round after it. Keeps nothing of other rounds.
class RoundScene final : public Sink {
 public:
    RoundScene(std::int64_t round, int workers);
    void on(const Event& event) override;

    [[nodiscard]] std::int64_t round() const { return round_; }
    [[nodiscard]] int workers() const { return static_cast<int>(nodes_.size()) - 1; }
    /// @param node  kServer, or 0 .. workers() - 1.
    [[nodiscard]] const NodeScene& node(int node) const { return nodes_.at(static_cast<std::size_t>(node - kServer)); }
    [[nodiscard]] SimTime begin() const { return began_; }
    /// When the round was closed; nothing before that.
    [[nodiscard]] std::optional<SimTime> closed() const { return closed_; }
    /// The close, or when the last of its updates ended, whichever is later.
    [[nodiscard]] SimTime end() const;
    /// Broadcasts of models that were sent in that time.
    [[nodiscard]] const std::vector<TimeSpan>& models() const { return models_; }
    /// Whether the round after it is closed as well: nothing more is collected.
    [[nodiscard]] bool is_complete() const { return is_complete_; }

 private:
    void take(const RadioInterval& interval);
    void take(const ComputeBegan& began);
    void take(const ComputeInterval& interval);
    void take(const FrameSent& frame);
    void take(const UpdateOffered& offered);
    void take(const UpdateEnded& ended);
    void take(const ModelSent& model);
    void take(const ModelReceived& model);
    void take(const RoundClosed& closed);

    [[nodiscard]] NodeScene& at(int node) { return nodes_.at(static_cast<std::size_t>(node - kServer)); }
    [[nodiscard]] bool is_open() const { return has_begun_ && !is_complete_; }

    std::int64_t round_;
    std::vector<NodeScene> nodes_;
    std::vector<TimeSpan> models_;
    std::map<int, SimTime> computing_since_;
    SimTime began_{0};
    std::optional<SimTime> closed_;
    bool has_begun_;
    bool is_complete_ = false;
};

}  // namespace ogsim
