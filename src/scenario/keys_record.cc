#include "src/scenario/key_sections.h"

namespace ogsim {

std::span<const Key> record_keys() {
    static const Key kKeys[] = {
        {.path = "record.messages",
         .description = "Write messages.csv: a row for each update, model and request.",
         .field = [](Scenario& s) -> Field { return &s.record.messages; }},
        {.path = "record.timeline",
         .description = "Write timeline.json: what every node did when; opens in Perfetto.",
         .field = [](Scenario& s) -> Field { return &s.record.timeline; }},
        {.path = "record.netanim",
         .description = "Write netanim.xml: nodes and frames for ns-3's NetAnim.",
         .field = [](Scenario& s) -> Field { return &s.record.netanim; }},
        {.path = "record.timeline_first_round",
         .description = "First round in timeline.json and netanim.xml.",
         .field = [](Scenario& s) -> Field { return &s.record.timeline_first_round; },
         .least = 1.0,
         .most = 1e9},
        {.path = "record.timeline_rounds",
         .description = "How many rounds are in timeline.json and netanim.xml.",
         .field = [](Scenario& s) -> Field { return &s.record.timeline_rounds; },
         .least = 1.0,
         .most = 1e9},
    };
    return kKeys;
}

}  // namespace ogsim
