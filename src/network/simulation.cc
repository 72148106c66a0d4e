#include "src/network/simulation.h"

#include "ns3/simulator.h"
#include "src/network/ns3_time.h"

namespace ogsim {

Simulation::Simulation() = default;

Simulation::~Simulation() {
    ns3::Simulator::Destroy();
}

void Simulation::run() {
    ns3::Simulator::Run();
}

void Simulation::run_until(SimTime end) {
    const ns3::EventId stop = ns3::Simulator::Schedule(to_ns3(end - clock_.now()), [] { ns3::Simulator::Stop(); });
    ns3::Simulator::Run();
    ns3::Simulator::Remove(stop);
}

void Simulation::stop() {
    ns3::Simulator::Stop();
}

}  // namespace ogsim
