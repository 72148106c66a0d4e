#include "src/report/text/summary_text.h"

#include <fmt/format.h>

#include "src/report/text/text_table.h"

namespace ogsim {
namespace {

std::string share(double part, double whole) {
    return whole > 0.0 ? fmt::format("{:.1f} %", 100.0 * part / whole) : std::string("-");
}

std::string joules_lines(const Summary& s) {
    const double total = s.joules.total();
    std::string line = "  joules    ";
    const char* separator = "";
    for (const RadioState state :
         {RadioState::kTx, RadioState::kRx, RadioState::kBusy, RadioState::kIdle, RadioState::kSleep}) {
        line += fmt::format("{}{} {}", separator, name(state), share(s.joules[state], total));
        separator = ", ";
    }
    if (s.joules[RadioState::kSwitch] > 0.0) {
        line += fmt::format(", switch {}", share(s.joules[RadioState::kSwitch], total));
    }
    line += fmt::format(", compute {}\n", share(s.joules.compute, total));
    return line + fmt::format("  tx joules {} J delivered, {} J lost, {} J late, {} J withdrawn, {} J control\n",
                              readable(s.transmit[Fate::kDelivered]), readable(s.transmit[Fate::kLost]),
                              readable(s.transmit[Fate::kLate]), readable(s.transmit[Fate::kWithdrawn]),
                              readable(s.transmit.control));
}

std::string air_lines(const Summary& s) {
    std::string text =
        fmt::format("  updates   {} offered: {} delivered, {} lost, {} late, {} withdrawn\n", s.fates.offered,
                    s.fates[Fate::kDelivered], s.fates[Fate::kLost], s.fates[Fate::kLate], s.fates[Fate::kWithdrawn]);
    if (s.pairs > 0) {
        text += fmt::format("  order     {} of {} pairs arrived against their norms ({})\n", s.inversions, s.pairs,
                            share(static_cast<double>(s.inversions), static_cast<double>(s.pairs)));
    }
    if (s.budget_rounds > 0) {
        text += fmt::format("  promise   ||e|| <= tau held in {} of {} rounds\n",
                            s.budget_rounds - s.over_budget_rounds, s.budget_rounds);
    }
    if (s.deadline_rounds > 0) {
        text += fmt::format("  deadline  ended {} of {} rounds before their rule did: see network.deadline_s\n",
                            s.deadline_rounds, s.rounds);
    }
    if (s.missed_models > 0) {
        text += fmt::format("  models    {} times a worker missed one and sat the round out\n", s.missed_models);
    }
    if (s.dead_workers > 0) {
        text +=
            fmt::format("  batteries {} of {} workers died: the first after {} s, half of them after {} s\n",
                        s.dead_workers, s.workers, readable_or_dash(s.first_death_s), readable_or_dash(s.half_dead_s));
    }
    if (s.coverage_lost_s) {
        text += fmt::format("  coverage  lost after {} s: see energy.coverage\n", readable(*s.coverage_lost_s));
    }
    return text;
}

}  // namespace

std::string ending_text(const Summary& s) {
    const std::string sentence = fmt::format(fmt::runtime(status_entry(s.status).sentence), s.rounds);
    return s.target ? fmt::format("{}, after {} s", sentence, readable(s.target->sim_time_s)) : sentence;
}

std::string method_label(const Summary& summary) {
    return summary.method_changes.empty() ? summary.method
                                          : fmt::format("{} ({})", summary.method, summary.method_changes);
}

std::string summary_text(const Summary& s) {
    std::string text =
        fmt::format("{} over {}, {} workers, {}\n  {}\n", method_label(s), s.medium, s.workers, s.data, ending_text(s));
    text += fmt::format("  learned   loss {}, gap {}", readable_or_dash(s.final_loss), readable_or_dash(s.final_gap));
    if (s.final_accuracy) {
        text += fmt::format(", test accuracy {} (the optimum's: {})", readable(*s.final_accuracy),
                            readable_or_dash(s.optimum_accuracy));
    }
    text += fmt::format("\n  cost      {} J by the workers, {} J of it above resting; {} MB up, {} MB down\n",
                        readable(s.joules.total()), readable(s.joules.marginal),
                        readable(1e-6 * static_cast<double>(s.uplink_bytes)),
                        readable(1e-6 * static_cast<double>(s.downlink_bytes)));
    return text + joules_lines(s) + air_lines(s);
}

}  // namespace ogsim
