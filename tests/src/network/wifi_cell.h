#pragma once

#include <memory>
#include <vector>

#include "src/network/media.h"
#include "src/network/simulation.h"
#include "tests/src/network/recorder.h"

namespace ogsim {

/// A Wi-Fi medium with an ear at every radio.
struct WifiCell {
    explicit WifiCell(const WifiOptions& options)
        : clock(simulation.clock()),
          recorder(clock),
          medium(make_wifi(options, clock, recorder)),
          server(clock),
          workers(static_cast<std::size_t>(options.workers), WorkerEar(clock)) {
        medium->server().listen(server);
        for (int i = 0; i < options.workers; ++i) {
            medium->worker(i).listen(ear(i));
        }
    }

    WorkerEar& ear(int worker) { return workers[static_cast<std::size_t>(worker)]; }
    void at(SimTime time, std::function<void()> action) { clock.call_at(time, std::move(action)); }
    void send(int worker, std::int64_t round, std::size_t size) {
        ear(worker).is_inside = true;
        medium->worker(worker).send({worker, round}, some_bytes(size, static_cast<std::size_t>(worker)));
        ear(worker).is_inside = false;
        ++sent;
    }
    void withdraw(int worker) {
        ear(worker).is_inside = true;
        medium->worker(worker).withdraw();
        ear(worker).is_inside = false;
    }
    void broadcast(std::int64_t round, std::size_t size) {
        medium->server().broadcast(round, some_bytes(size, static_cast<std::size_t>(round)));
    }
    void run_until(SimTime end) {
        simulation.run_until(end);
        medium->meter_up_to_now();
    }
    [[nodiscard]] std::size_t outcomes() const {
        std::size_t count = 0;
        for (const WorkerEar& worker : workers) {
            count += worker.outcomes.size();
        }
        return count;
    }

    Simulation simulation;
    Clock& clock;
    Recorder recorder;
    std::unique_ptr<Medium> medium;
    ServerEar server;
    std::vector<WorkerEar> workers;
    std::size_t sent = 0;
};

}  // namespace ogsim
