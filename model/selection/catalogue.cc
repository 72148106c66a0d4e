#include <array>

#include "model/catalogue/row_named.h"
#include "model/selection/norm_rules.h"
#include "model/selection/polled_rules.h"

namespace ogsim {
namespace {

constexpr const char* kLag = "Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018";
constexpr const char* kOrdered =
    "after Chen, Sadler, Blum, SPAWC 2020, and Blum, Sadler, IEEE TSP 2008; stopping rule reconstructed";

constexpr const char* kBudget = "memory_depth, memory_weight";

template <class Rule>
std::unique_ptr<const Selection> make(const SelectionSettings& /*settings*/) {
    return std::make_unique<Rule>();
}

template <class Rule>
std::unique_ptr<const Selection> make_of_subset(const SelectionSettings& settings) {
    return std::make_unique<Rule>(settings.subset_fraction);
}

std::unique_ptr<const Selection> make_laq(const SelectionSettings& settings) {
    return std::make_unique<selection::Laq>(settings.longest_silence);
}

constexpr std::array<SelectionEntry, 11> kRows{{
    {.name = "all",
     .rule = "everybody speaks, one poll slot after the other",
     .source = "gradient descent",
     .certifies = true,
     .make = make<selection::All>},
    {.name = "cyclic",
     .rule = "round k asks worker (k - 2) mod M alone; round 1 everybody",
     .source =
         "IAG of Blatt, Hero, Gauchman, SIAM J. Optim. 2007; Cyc-IAG in LAG, NeurIPS 2018; round 1 is our reading",
     .asks = true,
     .make = make<selection::Cyclic>},
    {.name = "proportional",
     .rule = "asks one worker, m with probability L_m / sum L; round 1 everybody",
     .source = "Num-IAG in Chen, Giannakis, Sun, Yin, LAG, NeurIPS 2018; round 1 is our reading",
     .needs = Needs::kSmoothness,
     .asks = true,
     .make = make<selection::Proportional>},
    {.name = "random-subset",
     .rule = "asks K = max(1, round(subset_fraction M)) workers, each set of K equally likely",
     .source = "client sampling of McMahan et al., FedAvg, AISTATS 2017",
     .settings = "subset_fraction",
     .asks = true,
     .make = make_of_subset<selection::RandomSubset>},
    {.name = "top-norm",
     .rule = "largest norm first; closes with the K-th update, K = max(1, round(subset_fraction M))",
     .source = "best-norm scheduling of Amiri, Gunduz, Kulkarni, Poor, IEEE TWC 2021; the order by a clock is ours",
     .settings = "memory_depth, memory_weight, subset_fraction",
     .turns = Turns::kByNorm,
     .make = make_of_subset<selection::TopNorm>},
    {.name = "lag-wk",
     .rule = "silent iff M ||delta|| <= tau; the round closes after the window T_c",
     .source = kLag,
     .settings = kBudget,
     .turns = Turns::kByNorm,
     .certifies = true,
     .make = make<selection::LagWk>},
    {.name = "lag-ps",
     .rule = "the server asks m iff M L_m ||thetahat_m - theta|| > tau; nobody where none is due",
     .source = kLag,
     .settings = kBudget,
     .needs = Needs::kDrift,
     .asks = true,
     .certifies = true,
     .make = make<selection::LagPs>},
    {.name = "laq",
     .rule = "silent iff ||dQ||^2 <= (tau / M)^2 + slack^2 and silent for fewer than longest_silence rounds",
     .source = "Sun, Chen, Giannakis, Yang, LAQ, NeurIPS 2019",
     .settings = "memory_depth, memory_weight, longest_silence",
     .turns = Turns::kByNorm,
     .make = make_laq},
    {.name = "ordered-rx",
     .rule = "largest norm first; closes at the first reception with j >= 1, (M - j) ||delta_(j)|| <= tau",
     .source = kOrdered,
     .settings = kBudget,
     .turns = Turns::kByNorm,
     .certifies = true,
     .make = make<selection::OrderedRx>},
    {.name = "ordered-timer",
     .rule = "largest norm first, silent iff M ||delta|| <= tau; closes at idle time phi(tau / (M - j))",
     .source = kOrdered,
     .settings = kBudget,
     .turns = Turns::kByNorm,
     .certifies = true,
     .make = make<selection::OrderedTimer>},
    {.name = "genie",
     .rule = "largest norm first; closes once the sum of the unheard norms is <= tau",
     .source = "lower bound of the ordered family; not implementable on the air",
     .settings = kBudget,
     .needs = Needs::kOracle,
     .turns = Turns::kByNorm,
     .certifies = true,
     .make = make<selection::Genie>},
}};

}  // namespace

std::span<const SelectionEntry> selection_catalogue() {
    return kRows;
}

const SelectionEntry& selection_entry(std::string_view name) {
    return row_named(selection_catalogue(), "selection", name);
}

}  // namespace ogsim
