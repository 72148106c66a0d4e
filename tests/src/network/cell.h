#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "src/network/simulation.h"
#include "tests/src/network/recorder.h"

namespace ogsim {

/// A medium with an ear at every radio, and what makes its time pass.
struct Cell {
    Cell(int count, const std::function<std::unique_ptr<Medium>(Clock&, Sink&)>& make)
        : clock(simulation.clock()),
          recorder(clock),
          medium(make(clock, recorder)),
          server(clock),
          workers(static_cast<std::size_t>(count), WorkerEar(clock)) {
        medium->server().listen(server);
        for (int i = 0; i < count; ++i) {
            medium->worker(i).listen(ear(i));
        }
    }

    WorkerEar& ear(int worker) { return workers[static_cast<std::size_t>(worker)]; }
    void run_until(SimTime end) {
        simulation.run_until(end);
        medium->meter_up_to_now();
    }

    Simulation simulation;
    Clock& clock;
    Recorder recorder;
    std::unique_ptr<Medium> medium;
    ServerEar server;
    std::vector<WorkerEar> workers;
};

}  // namespace ogsim
