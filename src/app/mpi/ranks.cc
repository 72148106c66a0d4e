#include "src/app/ranks.h"

#include <fmt/format.h>

#include <boost/mpi/collectives.hpp>
#include <boost/mpi/communicator.hpp>
#include <boost/mpi/environment.hpp>
#include <cstdlib>
#include <exception>
#include <memory>
#include <optional>

#include "src/app/interrupt.h"
#include "src/app/mpi/remote_hands.h"
#include "src/app/sweep_steps.h"

namespace ogsim {
namespace {

namespace mpi = boost::mpi;

/// Ranks on this machine, this one included.
int ranks_here(const mpi::communicator& world) {
    MPI_Comm here = MPI_COMM_NULL;
    MPI_Comm_split_type(world, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
    return mpi::communicator(here, mpi::comm_take_ownership).size();
}

/// Rank 0: owns the study file, hands out the runs, and runs some.
int lead(const SweepRequest& request, const mpi::communicator& world, int sharers) {
    bool goes_on = false;
    std::optional<ReadySweep> sweep;
    try {
        sweep = ready_sweep(request, 1, sharers);
        goes_on = !request.is_dry_run;
    } catch (...) {
        mpi::broadcast(world, goes_on, 0);
        throw;
    }
    mpi::broadcast(world, goes_on, 0);
    if (!goes_on) {
        return dry_run(*sweep);
    }
    SpreadHands hands(world, sweep->study, sweep->jobs, sweep->limits);
    return follow_sweep(request, *sweep, hands);
}

/// The others: run what they are told.
void serve(const SweepRequest& request, const mpi::communicator& world, int sharers) {
    bool goes_on = false;
    mpi::broadcast(world, goes_on, 0);
    if (!goes_on) {
        return;
    }
    listen_for_interrupts();
    try {
        const ReadySweep sweep = ready_sweep(request, 1, sharers);
        serve_rank_0(world, sweep);
    } catch (const std::exception& error) {
        fmt::print(stderr, "ogsim: rank {}: {}\n", world.rank(), error.what());
        mpi::environment::abort(kCouldNotFinish);  // what is done is in the study file, and the rest can go on from it
    }
}

int answer_of_rank_0(const SweepRequest& request, const mpi::communicator& world, int sharers,
                     std::exception_ptr& fault) {
    try {
        return lead(request, world, sharers);
    } catch (...) {
        fault = std::current_exception();
        return kCouldNotFinish;
    }
}

}  // namespace

int sweep_among_ranks(const SweepRequest& request) {
    ::setenv("OMPI_MCA_mpi_warn_on_fork", "0", 0);  // the children of a pool do not speak MPI
    const mpi::environment environment(mpi::threading::single, false);
    const mpi::communicator world;
    const int sharers = ranks_here(world);
    if (world.rank() != 0) {
        serve(request, world, sharers);
        return kResult;  // the answer is rank 0's: mpirun's exit code is the first that is not 0
    }
    std::exception_ptr fault;
    const int code = answer_of_rank_0(request, world, sharers, fault);
    if (fault) {
        std::rethrow_exception(fault);  // told by main, once MPI is closed
    }
    return code;
}

}  // namespace ogsim
