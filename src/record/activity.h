#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "src/record/round_scene.h"
#include "src/trace/events.h"

namespace ogsim {

/// Header line of activity.csv: round, node (empty: the server), kind, begin_s, end_s, label.
[[nodiscard]] std::string activity_csv_header();

/// Records what nodes did in a few rounds, to draw one afterwards: rounds 1, 10 and 100, as far as the run comes.
///
/// A row is a span of time, in seconds since the round before was closed. Kinds: "computing", "tx update", "tx model",
/// "tx control", "rx", "busy" (hears what is not for it, or noise), "sleep", "off"; and instants, which begin and end
/// at once: "offered", then "delivered", "lost", "late" or "withdrawn", and "closed" of the server. Listening to a
/// silent channel is what is left. Frames that are sent again have the label "again", those of an update of an earlier
/// round its round.
///
/// Bounded: of the first 200 workers those that did something other than listen, and at most 2,000 rows a round; those
/// that offered an update come first.
class Activity final : public Sink {
 public:
    explicit Activity(int workers);
    void on(const Event& event) override;
    /// All that is complete, as CSV; at the end of the run that is every round it came to. Empty: nothing.
    [[nodiscard]] std::string csv() const;

 private:
    int workers_;  // that are followed
    std::vector<RoundScene> scenes_;
};

}  // namespace ogsim
