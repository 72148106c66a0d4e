#include <gtest/gtest.h>

#include <string>

#include "src/record/table.h"
#include "src/run/crowd_rule.h"
#include "src/run/experiment.h"
#include "src/run/setup.h"
#include "src/scenario/method_parts.h"

// A crowd against as many objects of class Worker: the oracle is the same scenario with network.cell.crowd = false.
namespace ogsim {
namespace {

/// Workers whose data differ enough for some of them to speak in most rounds.
Scenario small(const std::string& method, int workers) {
    Scenario scenario;
    scenario.problem.kind = "logistic";
    scenario.problem.data = "near-identical";
    scenario.problem.features = 6;
    scenario.problem.samples_per_worker = 4;
    scenario.problem.sigma = 1.0;
    scenario.problem.l2_weight = 1e-2;
    scenario.problem.optimum = "never";
    scenario.method.name = method;
    scenario.network.medium = "cell";
    scenario.network.workers = workers;
    scenario.run.rounds = 25;
    return scenario;
}

bool is_crowd(const Scenario& scenario) {
    const Workload load = build_workload(scenario);
    const MethodParts parts = method_parts(scenario.method);
    const MethodTools tools = make_tools(parts, 0.0);
    const ProtocolRules rules = protocol_rules(scenario, load, tools);
    return may_be_a_crowd(scenario, load.task.objective, parts, tools, rules, false);
}

/// All that a run reports of its rounds and workers, and its end.
std::string report(const Scenario& scenario) {
    std::string text;
    const RunResult result = run_experiment(scenario, [&text](const RoundRow& row) { text += csv_line(row); });
    for (const WorkerRow& row : result.workers) {
        text += csv_line(row);
    }
    const TransmitRow& sent = result.summary.transmit;
    for (const double joules : {sent.by_fate[0], sent.by_fate[1], sent.by_fate[2], sent.by_fate[3], sent.control,
                                result.summary.server.total()}) {
        text += std::to_string(joules) + "\n";
    }
    return text;
}

void expect_same(Scenario scenario, const std::string& what) {
    ASSERT_TRUE(is_crowd(scenario)) << what;
    const std::string together = report(scenario);
    scenario.network.cell.crowd = false;
    ASSERT_FALSE(is_crowd(scenario)) << what;
    EXPECT_EQ(together, report(scenario)) << what;
}

TEST(Crowd, DoesWhatItsWorkersDoOneByOneWhateverTheMethod) {
    for (const char* method : {"gd", "hb", "cyc-iag", "num-iag", "lag-wk", "lag-ps", "qsgd", "signsgd-mv", "ef21",
                               "ordered-rx", "ordered-timer", "top-norm"}) {
        expect_same(small(method, 9), method);
    }
}

TEST(Crowd, DoesWhatItsWorkersDoWhereTheirStateIsRounded) {
    for (const char* method : {"gd", "ordered-timer", "gd-sec"}) {
        Scenario scenario = small(method, 9);
        scenario.method.state = "float32";
        if (scenario.method.name == "gd-sec") {
            scenario.method.memory = "innovation";  // its own has error feedback
        }
        expect_same(scenario, method);
    }
}

TEST(Crowd, DoesWhatItsWorkersDoWhateverTheirNumber) {
    for (const int workers : {1, 2, 50, 130}) {
        expect_same(small("ordered-timer", workers), std::to_string(workers) + " workers");
        expect_same(small("gd", workers), std::to_string(workers) + " workers, gd");
    }
}

// Whoever misses the stop goes on speaking, late; whoever misses a model keeps what it said in doubt.
TEST(Crowd, DoesWhatItsWorkersDoWhereMuchIsLost) {
    for (const char* method : {"gd", "ordered-timer", "lag-wk", "cyc-iag"}) {
        for (const double loss : {0.02, 0.3}) {
            Scenario scenario = small(method, 20);
            scenario.network.channel.extra_loss = loss;
            scenario.network.cell.fragment_b = 20;  // the model comes in several pieces
            expect_same(scenario, std::string(method) + ", loss " + std::to_string(loss));
        }
    }
}

TEST(Crowd, DoesWhatItsWorkersDoWhereSomeAreFarAway) {
    Scenario scenario = small("ordered-timer", 30);
    scenario.network.radius_m = 160.0;  // some decode always, some never, some by chance
    expect_same(scenario, "far");
    scenario.network.channel.fading = "rayleigh";
    expect_same(scenario, "fading");
    scenario.network.channel.fading = "none";
    scenario.network.mobility.motion = "random-walk";
    expect_same(scenario, "walking");
}

TEST(Crowd, DoesWhatItsWorkersDoOn802154) {
    Scenario scenario = small("ordered-timer", 12);
    scenario.network.cell.radio = "802.15.4";
    expect_same(scenario, "802.15.4");
}

TEST(Crowd, DoesWhatItsWorkersDoUnderForeignSenders) {
    Scenario scenario = small("ordered-timer", 12);
    scenario.network.interference.kind = "bursts";
    expect_same(scenario, "bursts");
    scenario.network.interference.kind = "jammer";
    scenario.network.interference.from_s = 0.01;  // the channel is never free any more: the run is given up
    expect_same(scenario, "jammer");
}

TEST(Crowd, DoesWhatItsWorkersDoWhereTheRunDiverges) {
    Scenario scenario = small("gd", 5);
    scenario.problem.kind = "linear";
    scenario.method.step_size = "1e200";
    expect_same(scenario, "diverging");
}

TEST(Crowd, IsNoneWhereWorkersDiffer) {
    const auto with = [](auto change) {
        Scenario scenario = small("ordered-timer", 5);
        change(scenario);
        return is_crowd(scenario);
    };
    EXPECT_TRUE(with([](Scenario&) {}));
    EXPECT_FALSE(with([](Scenario& s) { s.network.medium = "ideal"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.network.sleep = "between-duties"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.network.downlink = "change"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.network.downlink_repair = "ask"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.network.ordering_clock = "wall-clock"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.energy.battery_j = 1.0; }));
    EXPECT_FALSE(with([](Scenario& s) { s.faults.stragglers = 0.5; }));
    EXPECT_FALSE(with([](Scenario& s) { s.faults.clock_error_ppm = 10.0; }));
    EXPECT_FALSE(with([](Scenario& s) { s.faults.worker_mtbf_s = 1.0; }));
    EXPECT_FALSE(with([](Scenario& s) { s.method.name = "topk-ef"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.method.name = "laq"; }));
    EXPECT_FALSE(with([](Scenario& s) { s.method.batch_size = 2; }));
    EXPECT_FALSE(with([](Scenario& s) { s.method.local_steps = 2; }));
}

}  // namespace
}  // namespace ogsim
