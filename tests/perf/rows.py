"""The rows of tools/bench: what is measured against what, and the goal. The goals are those of docs/bench.md."""

import csv
import dataclasses
import math
import re
import time

from measuring import HERE, OGSIM, ROOT, Figure, Unfinished, free_memory_gb, spend

ROWS = {}
MAC_BYTES = 38  # of 802.11: QoS header 26, FCS 4, LLC 8
ACK_BYTES = 14
PIECE = 1400
STATE_JOULES = ("tx_j", "rx_j", "busy_j", "idle_j", "sleep_j", "switch_j")


@dataclasses.dataclass
class Answer:
    """`figure` and `yardstick` are texts with units; met is None where no goal is set; spread of the figure."""

    figure: str
    yardstick: str = "-"
    ratio: str = "-"
    is_met: bool = None
    values: dict = dataclasses.field(default_factory=dict)


def row(name, what, goal):
    """Registers measure(bench) -> Answer under a name."""
    def register(measure):
        ROWS[name] = (what, goal, measure)
        return measure
    return register


def seconds(value):
    for unit, scale in (("s", 1.0), ("ms", 1e3), ("us", 1e6)):
        if value * scale >= 1.0:
            return f"{value * scale:.3g} {unit}"
    return f"{value * 1e9:.3g} ns"


def spread(figure):
    return f" +-{50 * figure.spread:.0f}%" if figure.spread is not None else " n=1"


def values_of(**figures):
    return {name: {"median": figure.median, "all": figure.values} for name, figure in figures.items()}


# ------------------------------------------------------------------------------------------------------------ wifi

WIFI = HERE / "wifi.toml"


def traffic(bench, workers):
    """What ogsim's gd puts on the air in a round, for the bare program to do the same. No size depends on N."""
    _, summary = bench.run(WIFI, network__workers=20, run__rounds=2)
    rounds, sent = summary["rounds"], summary["delivered"]
    model = (summary["downlink_bytes"] - ACK_BYTES * sent) / (rounds + 1)  # the stop is a model, too
    pieces = math.ceil(model / (PIECE + MAC_BYTES))
    return {"update_bytes": round(summary["uplink_bytes"] / sent - MAC_BYTES),
            "model_bytes": round(model - pieces * MAC_BYTES),
            "slot_us": round(1e6 * summary["sim_time_s"] / rounds / 20),
            "workers": workers}


def against_bare_ns3(workers, goal):
    def measure(bench):
        sent = traffic(bench, workers)
        rounds = 1 if workers >= 500 else 3
        bare_runs = []

        def bare():
            bare_runs.append(bench.yardstick("bare_ns3_energy", rounds=rounds, **sent))
            return bare_runs[-1]["seconds_a_round"]

        ours, theirs = bench.in_turn(bench.rounds(WIFI, network__workers=workers), bare)
        delivered = bare_runs[-1]["delivered_a_round"]
        ratio = theirs.median / ours.median
        return Answer(f"{seconds(ours.median)} a round{spread(ours)}",
                      f"{seconds(theirs.median)} bare ns-3{spread(theirs)} ({delivered:.0f} delivered)",
                      f"{ratio:.3g} x", ratio >= goal, values_of(ours=ours, bare_ns3=theirs) | {"traffic": sent})
    row(f"wifi-{workers}", f"wifi, 1 kB updates, all speak, N = {workers}, against bare ns-3 with energy",
        f"{goal} x")(measure)


for each in ((100, 20), (200, 30), (500, 120)):
    against_bare_ns3(*each)


@row("wifi-2000", "the same, N = 2000: seconds a round, memory", "0.5 s, 120 MB")
def wifi_2000(bench):
    short, _ = bench.run(WIFI, network__workers=2000, run__rounds=1)
    rounds = [(bench.run(WIFI, network__workers=2000, run__rounds=5)[0], short)]
    round_s = [(long.wall_s - begun.wall_s) / 4 for long, begun in rounds]
    peak = rounds[0][0].peak_mb
    return Answer(f"{seconds(round_s[0])} a round, {peak:.0f} MB", is_met=round_s[0] < 0.5 and peak < 120,
                  values={"round_s": round_s, "peak_mb": peak})


@row("wifi-5000", "the same, N = 5000", "runs")
def wifi_5000(bench):
    spent, summary = bench.run(WIFI, network__workers=5000, run__rounds=1)
    delivered = summary["delivered"]
    return Answer(f"{seconds(spent.wall_s)} in all, {spent.peak_mb:.0f} MB, {delivered} delivered",
                  is_met=delivered >= 4900, values={"wall_s": spent.wall_s, "peak_mb": spent.peak_mb})


@row("wifi-memory", "memory of a wifi worker: of 2000 against 500, one round", "80 kB")
def wifi_memory(bench):
    few, many = (bench.run(WIFI, network__workers=workers, run__rounds=1)[0].peak_mb for workers in (500, 2000))
    each_kb = 1e3 * (many - few) / 1500
    return Answer(f"{each_kb:.0f} kB", f"{few:.0f} MB of 500", is_met=each_kb < 80, values={"kb": each_kb})


def what_happened(bench, **settings):
    """Of a run: who was delivered when, in order, and every node's joules and seconds by state."""
    bench.run(WIFI, record__messages="true", **settings)
    with open(bench.scratch / "run" / "messages.csv", newline="", encoding="ascii") as file:
        messages = [(line["kind"], line["round"], line["worker"], line["left_s"], line["fate"], line["ended_s"])
                    for line in csv.DictReader(file)]
    with open(bench.scratch / "run" / "workers.csv", newline="", encoding="ascii") as file:
        workers = [{key: float(value) for key, value in line.items() if key.endswith(("_j", "_s")) and value}
                   for line in csv.DictReader(file)]
    return messages, workers


def off_by(ungated, gated):
    """The largest relative difference of a worker's joules: in all of them."""
    joules = [[sum(value for key, value in worker.items() if key in STATE_JOULES) for worker in workers]
              for workers in (ungated, gated)]
    return max(abs(one - other) / one for one, other in zip(*joules))


@row("wifi-exact", "gated against ungated, N = 20 and 100, gd and ordered-timer: same workers, order, nanoseconds; joules",
     "all, 0.2 %")
def wifi_exact(bench):
    same, all_of_them, worst = 0, 0, 0.0
    for seed in range(1, (20 if bench.wants_all else bench.repeats) + 1):
        for workers in (20, 100):
            for method in ("gd", "ordered-timer"):
                settings = {"network__workers": workers, "method__name": method, "run__seed": seed, "run__rounds": 4}
                (said, spent), (gated_said, gated_spent) = (
                    what_happened(bench, network__wifi__gated=gated, **settings) for gated in ("false", "true"))
                same += said == gated_said
                all_of_them += 1
                worst = max(worst, off_by(spent, gated_spent))
    return Answer(f"{same} of {all_of_them} runs the same, joules within {100 * worst:.2g} %", "the same runs, ungated",
                  is_met=same == all_of_them and worst <= 2e-3, values={"same": same, "runs": all_of_them, "worst": worst})


def learning_share(name, what, scenario, **settings):
    def measure(bench):
        whole, learning = bench.in_turn(bench.rounds(scenario, network__medium="wifi", **settings),
                                        bench.rounds(scenario, network__medium="ideal", **settings))
        share = learning.median / whole.median
        return Answer(f"{seconds(learning.median)} a round on ideal{spread(learning)}",
                      f"{seconds(whole.median)} on wifi{spread(whole)}", f"{100 * share:.1f} %", share < 0.05,
                      values_of(learning=learning, whole=whole))
    row(name, what, "under 5 %")(measure)


learning_share("learning-share", "the learning layer's share of a wifi run: 100 workers, all speak, 50 samples each", WIFI,
               network__workers=100, problem__samples_per_worker=50)
learning_share("learning-share-digits", "the same of digits, softmax, 20 workers, gd", HERE / "ideal.toml",
               method__name="gd")

# ------------------------------------------------------------------------------------------------------------ cell

CELL = HERE / "cell.toml"


@row("cell-growth", "cell, time a transmission from N = 100 on (to 10^5; with --all to 10^6)", "grows < 2 x")
def cell_growth(bench):
    sizes = [100, 1000, 10_000, 100_000] + ([1_000_000] if bench.wants_all else [])
    each = {}
    for workers in sizes:
        try:
            figure, = bench.in_turn(bench.rounds(CELL, network__workers=workers))
            each[workers] = figure.median / workers
        except Unfinished as reason:
            return Answer(", ".join(map(seconds, each.values())), f"N = {workers}: {reason}", is_met=False,
                          values={"seconds_by_workers": each})
    growth = max(each.values()) / each[100]
    return Answer(", ".join(map(seconds, each.values())), "N = 100", f"{growth:.2f} x", growth < 2.0,
                  {"seconds_by_workers": each})


@row("cell-million", "cell, 10^6 workers, logistic d = 50, ordered-timer: a round, against a pass over their state",
     "3 x, 16 GiB")
def cell_million(bench):
    scenario = ROOT / "scenarios" / "million.toml"
    scenario = scenario if scenario.exists() else HERE / "million.toml"
    if not bench.wants_all:
        raise Unfinished("minutes and gigabytes: only with --all")
    if free_memory_gb() < 17.5:
        raise Unfinished(f"{free_memory_gb():.0f} GB are free, 17 are needed")
    (short, _), (long, summary) = (bench.run(scenario, run__rounds=rounds) for rounds in (20, 100))
    round_s = (long.wall_s - short.wall_s) / 80
    bandwidth = bench.yardstick("stream", threads=bench.cores)["gigabytes_per_s"]
    samples, features = map(int, re.search(r"(\d+) training samples x (\d+) features", summary["data"]).groups())
    # Samples and their targets in float64, and what each worker delivered last as the scenario keeps it.
    kept = 4 if 'state = "float32"' in scenario.read_text() else 8
    state_gb = 1e-9 * (8 * samples * (features + 1) + kept * summary["workers"] * features)
    ratio = round_s / (state_gb / bandwidth)
    return Answer(f"{seconds(round_s)} a round, {long.wall_s:.0f} s in all, {long.peak_mb / 1e3:.1f} GB",
                  f"{seconds(state_gb / bandwidth)} for {state_gb:.2f} GB", f"{ratio:.2f} x",
                  ratio <= 3.0 and long.peak_mb < 16 * 1073.741824,
                  {"round_s": round_s, "peak_mb": long.peak_mb, "state_gb": state_gb, "gigabytes_per_s": bandwidth})


@row("cell-simgrid", "cell against SimGrid's flow-level Wi-Fi, N = 500, 1 kB updates", "faster")
def cell_simgrid(bench):
    def theirs():
        return bench.yardstick("simgrid_wifi", workers=500, rounds=20, update_bytes=1024, model_bytes=1024)[
            "seconds_a_round"]
    theirs()  # before ours is measured: it may not be there
    ours, flows = bench.in_turn(
        bench.rounds(CELL, network__workers=500, problem__features=250, problem__samples_per_worker=2), theirs)
    ratio = flows.median / ours.median
    return Answer(f"{seconds(ours.median)} a round{spread(ours)}", f"{seconds(flows.median)} SimGrid{spread(flows)}",
                  f"{ratio:.2f} x", ratio > 1.0, values_of(ours=ours, simgrid=flows))

# -------------------------------------------------------------------------------------------------------- gradients


def gradients(kind, unit, goal, yardstick, what, **shape):
    """`unit`: which of the printed speeds is compared with the yardstick's, on all cores; beside it a plain loop."""
    def measure(bench):
        ours, best, loop = bench.in_turn(
            lambda: bench.yardstick("gradients", kind=kind, threads=bench.cores, **shape)[unit],
            lambda: bench.yardstick(yardstick, threads=bench.cores)[unit],
            lambda: bench.yardstick("eigen_loop", kind=kind, threads=1, **shape)[unit])
        short = "GB/s" if unit == "gigabytes_per_s" else "GF/s"
        share = ours.median / best.median
        return Answer(f"{ours.median:.3g} {short}{spread(ours)}",
                      f"{best.median:.3g} {yardstick}{spread(best)}; {loop.median:.3g} plain Eigen loop",
                      f"{100 * share:.0f} %", share >= goal, values_of(ours=ours, yardstick=best, eigen_loop=loop))
    row(f"gradients-{kind}", what, f"{100 * goal:.0f} %")(measure)


LARGE = {"samples": 200_000, "features": 250}  # 400 MB
gradients("linear", "gigabytes_per_s", 0.8, "stream", "sum of gradients, linear, 400 MB, of memory bandwidth", **LARGE)
gradients("logistic", "gigabytes_per_s", 0.8, "stream", "sum of gradients, logistic, 400 MB, of memory bandwidth", **LARGE)
gradients("softmax", "gigaflops", 0.7, "gemm", "sum of gradients, softmax 60000 x 784 x 10, of GEMM's peak",
          samples=60_000, features=784, classes=10)

# ------------------------------------------------------------------------------------------------------------ sweeps


@row("ideal-sweep", "ideal, 100 rounds, 20 workers, digits, in a sweep of 200: wall time a run", "under 5 ms")
def ideal_sweep(bench):
    runs = 200
    methods = "method.name=gd,lag-wk,ordered-timer,ordered-rx"

    def sweep(replicas):
        study = bench.scratch / f"ideal-{time.monotonic_ns()}.sqlite"
        return spend([OGSIM, "sweep", HERE / "ideal.toml", "--each", methods, "--replicas", replicas, "-o", study],
                     bench.patience_s)

    sweep(1)  # f* is looked for once, and kept
    cores = []

    def a_run():
        spent = sweep(runs // 4)
        cores.append(spent.cpu_s / runs)
        return spent.wall_s / runs

    wall, start = bench.in_turn(a_run, lambda: spend([OGSIM, "--version"], bench.patience_s).wall_s)
    return Answer(f"{seconds(wall.median)}{spread(wall)} ({seconds(min(cores))} of a core)",
                  f"{seconds(start.median)} to start the program", f"{wall.median / start.median:.2f} x",
                  wall.median < 5e-3, values_of(wall=wall, core=Figure(cores), start=start))
