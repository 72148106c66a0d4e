#pragma once

#include "src/app/commands.h"

/// Processes that mpirun or srun has started together, each with the same command line.
///
/// `ogsim` itself does not know MPI: it starts at once, everywhere. Its sister program `ogsim-mpi` does, and takes its
/// place where it finds itself among others (alone/ranks.cc); there mpi/ranks.cc does the work.
namespace ogsim {

/// Whether mpirun, or srun with an MPI type, has started others along with this process.
[[nodiscard]] bool is_one_of_many();

/// The sweep, its runs spread over all of them. @return the same exit code in each.
int sweep_among_ranks(const SweepRequest& request);

}  // namespace ogsim
