#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <stdexcept>

#include "src/app/commands.h"
#include "src/app/progress.h"
#include "src/app/terminal.h"
#include "src/record/round_scene.h"
#include "src/record/table.h"
#include "src/report/run_folders.h"
#include "src/report/text/round_picture.h"
#include "src/report/text/summary_text.h"
#include "src/report/text/text_table.h"
#include "src/run/experiment.h"
#include "src/scenario/load.h"

namespace ogsim {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWidthInAPipe = 120;

/// Thrown to end a run of which all has been seen that was to be seen.
struct SeenEnough {};

/// The line of a round in rounds.csv, with its line feed; empty where there is none.
std::string recorded_line(const fs::path& folder, std::int64_t round) {
    std::ifstream file(folder / "rounds.csv");
    const std::string start = fmt::format("{},", round);
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(start)) {
            return line + "\n";
        }
    }
    return "";
}

/// A round of a run, seen by running its scenario once more up to there: a run can be repeated to the last bit.
class Repetition final : public Sink {
 public:
    Repetition(const Scenario& scenario, std::int64_t round) : scene(round, scenario.network.workers) {
        RunKeys up_to_there = scenario.run;
        up_to_there.rounds = static_cast<int>(round);
        Progress progress(up_to_there);
        Sink* const listener = this;
        Scenario told_in_order = scenario;
        told_in_order.record.timeline = true;
        try {
            static_cast<void>(run_experiment(told_in_order,
                                             [&](const RoundRow& row) {
                                                 progress.show(row);
                                                 take(row);
                                             },
                                             {&listener, 1}));
        } catch (const SeenEnough&) {
            return;
        }
    }
    void on(const Event& event) override {
        scene.on(event);
        end_if_done();
    }

    RoundScene scene;
    std::optional<RoundRow> row;  ///< Of that round; nothing where the run ended before.

 private:
    void take(const RoundRow& told) {
        if (told.round == scene.round()) {
            row = told;
            end_if_done();
        }
    }
    void end_if_done() const {
        if (row && scene.is_complete()) {
            throw SeenEnough();
        }
    }
};

std::string heading(const fs::path& folder, const Summary& summary, const Repetition& seen) {
    const RoundScene& scene = seen.scene;
    const FateRow& fates = seen.row->fates;
    return fmt::format(
        "round {} of {}: {}, {} workers over {}\n{} s to {} s; {} offered: {} delivered, {} lost, {} late, "
        "{} withdrawn\n\n",
        scene.round(), folder.lexically_normal().string(), method_label(summary), summary.workers, summary.medium,
        readable(seconds(scene.begin()).si), readable(seconds(*scene.closed()).si), fates.offered,
        fates[Fate::kDelivered], fates[Fate::kLost], fates[Fate::kLate], fates[Fate::kWithdrawn]);
}

}  // namespace

int timeline_command(const TimelineRequest& request) {
    const fs::path folder = request.folder;
    if (!is_run_folder(folder)) {
        throw std::invalid_argument(fmt::format("timeline {}: no run folder (it has no summary.json)", request.folder));
    }
    const Summary summary = summary_of_folder(folder);
    if (request.round < 1 || request.round > summary.rounds) {
        throw std::invalid_argument(
            fmt::format("--round {}: must be from 1 to {}, the rounds of that run", request.round, summary.rounds));
    }
    const Scenario scenario = load_scenario((folder / "scenario.toml").string(), {});
    const Repetition seen(scenario, request.round);
    if (!seen.row || csv_line(*seen.row) != recorded_line(folder, request.round)) {
        throw std::runtime_error(
            fmt::format("timeline: round {} does not come out again as {} says: the run was made by ogsim {}, this "
                        "is " OGSIM_VERSION ", or its data have changed; run it again to look inside",
                        request.round, (folder / "rounds.csv").string(), summary.version));
    }
    fmt::print("{}{}", heading(folder, summary, seen),
               round_picture(seen.scene, {.width = request.width.value_or(terminal_width(STDOUT_FILENO, kWidthInAPipe)),
                                          .in_colour = takes_colours(STDOUT_FILENO),
                                          .all = request.all}));
    return kResult;
}

}  // namespace ogsim
