#include <algorithm>
#include <simgrid/s4u.hpp>
#include <vector>

#include "tests/perf/options.h"

/// SimGrid's flow-level Wi-Fi: stations that share the capacity of one access point. In a round the server sends the
/// model to one of them (a broadcast is on the air once) and then each station sends an update, `slot_us` after the
/// one before; 0: all at once. Prints the wall seconds of a round, without building the platform.
namespace ogsim::perf {
namespace {

namespace sg4 = simgrid::s4u;

constexpr double kHostSpeed = 1e9;  // flop/s; nothing is computed

struct Cell {
    sg4::Host* server;
    std::vector<sg4::Host*> stations;
};

Cell make_cell(int workers, double rate_mbps) {
    sg4::NetZone* const world = sg4::create_full_zone("world");
    sg4::NetZone* const wired = sg4::create_empty_zone("wired")->set_parent(world);
    sg4::NetZone* const wifi = sg4::create_wifi_zone("wifi")->set_parent(world);
    Cell cell{.server = wired->create_host("server", kHostSpeed)->seal(), .stations = {}};
    sg4::Link* const wire = world->create_link("wire", 1e12)->set_latency(0.0)->seal();
    wired->seal();
    simgrid::kernel::routing::NetPoint* const access_point = wifi->create_router("access-point");
    wifi->set_property("access_point", "access-point");
    sg4::Link* const air = wifi->create_link("air", std::vector<double>{1e6 * rate_mbps / 8.0})->seal();
    for (int i = 0; i < workers; ++i) {
        cell.stations.push_back(wifi->create_host("station-" + std::to_string(i), kHostSpeed)->seal());
        air->set_host_wifi_rate(cell.stations.back(), 0);
    }
    wifi->seal();
    world->add_route(wifi->get_netpoint(), wired->get_netpoint(), access_point, cell.server->get_netpoint(),
                     {sg4::LinkInRoute(wire)});
    world->seal();
    return cell;
}

void serve(int workers, int rounds, int model_bytes) {
    static int model = 0;
    for (int round = 0; round < rounds; ++round) {
        sg4::Mailbox::by_name("model")->put(&model, static_cast<std::uint64_t>(model_bytes));
        for (int i = 0; i < workers; ++i) {
            sg4::Mailbox::by_name("server")->get<int>();
        }
    }
}

/// The first station gets the model, and wakes the others.
void work(int index, int rounds, int update_bytes, double slot_s, const sg4::BarrierPtr& all) {
    static int update = 0;
    for (int round = 0; round < rounds; ++round) {
        if (index == 0) {
            sg4::Mailbox::by_name("model")->get<int>();
        }
        all->wait();
        sg4::this_actor::sleep_for(slot_s * index);
        sg4::Mailbox::by_name("server")->put(&update, static_cast<std::uint64_t>(update_bytes));
    }
}

void measure(const Options& options) {
    const int workers = options.count("workers");
    const int rounds = options.count("rounds");
    int argc = 2;
    std::vector<std::string> words{"simgrid_wifi", "--log=root.threshold:error"};
    std::vector<char*> argv{words[0].data(), words[1].data(), nullptr};
    sg4::Engine engine(&argc, argv.data());
    const Cell cell = make_cell(workers, options.number("rate_mbps"));
    const sg4::BarrierPtr all = sg4::Barrier::create(static_cast<unsigned>(workers));
    sg4::Actor::create("server", cell.server, [&] { serve(workers, rounds, options.count("model_bytes")); });
    for (int i = 0; i < workers; ++i) {
        sg4::Actor::create("worker", cell.stations[static_cast<std::size_t>(i)], [&, i] {
            work(i, rounds, options.count("update_bytes"), 1e-6 * options.number("slot_us"), all);
        });
    }
    const Stopwatch watch;
    engine.run();
    print("seconds_a_round", watch.seconds() / rounds);
    print("simulated_s", sg4::Engine::get_clock());
}

}  // namespace
}  // namespace ogsim::perf

int main(int argc, char** argv) {
    using namespace ogsim::perf;
    return run(argc, argv,
               {{"workers", "20"},
                {"rounds", "3"},
                {"update_bytes", "1000"},
                {"model_bytes", "1000"},
                {"rate_mbps", "52"},
                {"slot_us", "20"}},
               measure);
}
