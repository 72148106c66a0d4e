#pragma once

#include <filesystem>
#include <functional>
#include <memory>

#include "src/app/commands.h"
#include "src/dataset/kept_tables.h"
#include "src/record/study/store.h"
#include "src/sweep/hands.h"
#include "src/sweep/shard.h"
#include "src/sweep/study.h"

/// The steps of `ogsim sweep`, whoever does its runs.
namespace ogsim {

/// A sweep that is ready to begin.
struct ReadySweep {
    std::unique_ptr<KeptTables> tables;  ///< The data, read once; what is forked finds it there.
    Study study;
    StudyShard shard;
    std::filesystem::path file;  ///< Of the study.
    int jobs = 1;                ///< Processes at a time of this process.
    Limits limits;
};

/// Reads and checks everything, and writes nothing.
/// @param jobs  where --jobs does not say.  @param sharers  processes like this one that share the machine's memory.
/// @throws ScenarioFaults, std::invalid_argument with what is wrong.
[[nodiscard]] ReadySweep ready_sweep(const SweepRequest& request, int jobs, int sharers = 1);

/// Prints what the sweep would do.
int dry_run(const ReadySweep& sweep);

/// Opens the study, runs what is missing with these hands, and says how it went. @return the exit code.
int follow_sweep(const SweepRequest& request, const ReadySweep& sweep, Hands& hands);

/// Closes the study, and says so where not all of it is in the one file.
void close_and_tell(StudyStore& store, const std::filesystem::path& file);

}  // namespace ogsim
