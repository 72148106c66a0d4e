#include <array>

#include "model/catalogue/row_named.h"
#include "model/selection/rules.h"

namespace ogsim {

std::span<const SelectionEntry> selection_catalogue() {
    static const All all;
    static const LagWk lag_wk;
    static const OrderedRx ordered_rx;
    static const OrderedTimer ordered_timer;
    static const Genie genie;
    static constexpr const char* kOrdered =
        "after Chen, Sadler, Blum, SPAWC 2020, and Blum, Sadler, IEEE TSP 2008; stopping rule reconstructed";
    static const std::array<SelectionEntry, 5> rows{{
        {.name = "all",
         .rule = "everybody speaks, one poll slot after the other",
         .source = "gradient descent",
         .selection = &all},
        {.name = "lag-wk",
         .rule = "silent iff M ||delta|| <= tau; the round closes after the window T_c",
         .source = "Chen, Giannakis, Sun, Yin, NeurIPS 2018",
         .selection = &lag_wk},
        {.name = "ordered-rx",
         .rule = "largest norm first; closes at the first reception with j >= 1, (M - j) ||delta_(j)|| <= tau",
         .source = kOrdered,
         .selection = &ordered_rx},
        {.name = "ordered-timer",
         .rule = "largest norm first, silent iff M ||delta|| <= tau; closes at idle time phi(tau / (M - j))",
         .source = kOrdered,
         .selection = &ordered_timer},
        {.name = "genie",
         .rule = "largest norm first; closes once the sum of the unheard norms is <= tau",
         .source = "lower bound of the ordered family; not implementable on the air",
         .oracle = NeedsOracle::kYes,
         .selection = &genie},
    }};
    return rows;
}

const SelectionEntry& selection_entry(std::string_view name) {
    return row_named(selection_catalogue(), "selection", name);
}

}  // namespace ogsim
