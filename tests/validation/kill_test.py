"""Kill any worker, or the server, at any time: the run ends, and the books balance.

Random scenarios from a fixed seed: a medium, a downlink, a method, a sleep policy, batteries or none, and a schedule of
faults at any times of the run. What must hold of each is arithmetic, not physics:

- exit code 0, a status, and no cell that is not a number;
- offered = delivered + late + withdrawn + lost, in the summary, in every row of a worker, and in sum over the rounds;
- seconds of the radio states of each worker add up to the time of the run, its joules by state to its total, and what a
  battery gave to what it lost;
- rounds.csv, workers.csv and messages.csv add up to summary.json.

And where every fault ends, learning goes on to the target: the server's sum has stayed, or become, right.

Usage: kill_test.py OGSIM; with --long many times as many scenarios.
"""

import collections
import concurrent.futures
import csv
import json
import math
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import unittest

OGSIM = str(pathlib.Path(sys.argv.pop(1)).resolve())
SCENARIO = pathlib.Path(__file__).resolve().parents[2] / "scenarios" / "loss.toml"

FATES = ("delivered", "lost", "late", "withdrawn")
STATES = ("tx", "rx", "busy", "idle", "sleep", "switch", "off")
SUMMED = ("offered", *FATES, "missed_models", "pairs", "inversions", "uplink_bytes", "downlink_bytes", "airtime_s",
          *(f"{state}_j" for state in STATES), "compute_j", "total_j", "marginal_j")
STATUSES = {"target-reached", "completed", "rounds-exhausted", "all-workers-dead", "nobody-hears"}

# About how long 40 rounds take on each, in seconds of the simulation: where faults are worth drawing. It need not be exact.
MEDIA = {"ideal": 0.05, "cell": 0.15, "wifi": 0.15, "lrwpan": 4.0}
METHODS = ("gd", "lag-wk", "lag-ps", "ordered-timer", "ordered-rx", "ordered-hb", "laq", "gd-sec", "cyc-iag")


def outage(draw, workers, horizon):
    who = "server" if draw.random() < 0.2 else draw.randrange(workers)
    begin = draw.choice((0.0, draw.uniform(0.0, horizon), draw.uniform(0.0, 0.1 * horizon)))
    length = draw.choice((0.0001, 0.01, 0.2, 1.0, 100.0)) * horizon
    forgets = "!" if who != "server" and draw.random() < 0.5 else ""
    return f"{who}@{begin:.6f}-{begin + max(length, 2e-6):.6f}{forgets}"


def scenario(case):
    """The keys of random scenario number `case`."""
    draw = random.Random(1_000_003 * 4 + case)
    medium = draw.choice(tuple(MEDIA))
    workers = draw.choice((1, 2, 5, 8))
    horizon = MEDIA[medium]
    keys = {
        "network.medium": medium,
        "network.workers": workers,
        "network.deadline_s": round(horizon, 3),
        "network.downlink": draw.choice(("model", "change", "overheard")),
        "network.downlink_repair": draw.choice(("none", "ask")),
        "network.sleep": draw.choice(("always-on", "between-duties")),
        "network.ordering_clock": draw.choice(("freeze", "freeze", "wall-clock")),
        "method.name": draw.choice(METHODS),
        "run.rounds": draw.choice((5, 20, 40)),
        "run.seed": case,
        "record.messages": "true",
        "energy.device": draw.choice(("wifi-ns3", "esp32", "nrf52840")),
        "faults.save_every": draw.choice((1, 3, 10)),
        "faults.schedule": ", ".join(outage(draw, workers, horizon) for _ in range(draw.choice((1, 1, 2, 5, 12)))),
    }
    if medium != "ideal":
        keys["network.channel.extra_loss"] = draw.choice((0.0, 0.0, 0.2))
    if draw.random() < 0.3:  # a charge that always-on workers burn in about the time of the run
        keys["energy.battery_j"] = f"{draw.uniform(0.05, 1.5) * horizon * 0.3:.6f}"
    if draw.random() < 0.3:
        keys["faults.worker_mtbf_s"] = f"{draw.uniform(0.2, 2.0) * horizon:.6f}"
        keys["faults.worker_mttr_s"] = f"{draw.uniform(0.01, 0.5) * horizon:.6f}"
        keys["faults.forgets"] = draw.choice((0.0, 0.5, 1.0))
    if draw.random() < 0.2:
        keys["faults.server_mtbf_s"] = f"{draw.uniform(0.3, 2.0) * horizon:.6f}"
        keys["faults.server_mttr_s"] = f"{draw.uniform(0.01, 0.3) * horizon:.6f}"
    if draw.random() < 0.2:
        keys["network.sleep"], keys["network.ordering_clock"] = "wake-on-schedule", draw.choice(("wall-clock", "levels"))
    return allowed(keys)


def allowed(keys):
    """The same, where it names what ogsim refuses (ogsim check says why) the nearest that it takes."""
    if keys["energy.device"] == "nrf52840" and keys["network.medium"] != "lrwpan":
        keys["energy.device"] = "esp32"
    if keys["method.name"] in ("lag-ps", "cyc-iag") and keys["network.downlink"] == "overheard":
        keys["network.downlink"] = "change"
    if keys["network.sleep"] == "wake-on-schedule" and keys["network.downlink"] == "overheard":
        keys["network.downlink"] = "model"
    return keys


def healing(case):
    """The keys of a random scenario whose faults all end, and which must then reach its target."""
    draw = random.Random(1_000_003 * 5 + case)
    medium = draw.choice(("ideal", "cell", "wifi"))
    workers, horizon = draw.choice((2, 5)), 3 * MEDIA[medium]
    downs = []
    for _ in range(draw.choice((1, 3, 6))):
        who = "server" if draw.random() < 0.2 else draw.randrange(workers)
        begin, length = draw.uniform(0.2 * horizon, horizon), draw.choice((0.001, 0.05, 0.5)) * horizon
        forgets = "!" if who != "server" and draw.random() < 0.5 else ""
        downs.append(f"{who}@{begin:.6f}-{begin + length:.6f}{forgets}")
    return allowed({
        "network.medium": medium,
        "network.workers": workers,
        "network.downlink": draw.choice(("model", "change", "overheard")),
        "network.sleep": draw.choice(("always-on", "between-duties")),
        "network.deadline_s": round(horizon / 3, 3),
        "method.name": draw.choice(("gd", "lag-wk", "lag-ps", "ordered-timer", "laq", "gd-sec")),
        "energy.device": "esp32",
        "run.rounds": 5000,
        "run.seed": case,
        "run.target_gap": 1e-4,
        "faults.save_every": draw.choice((1, 10)),
        "faults.schedule": ", ".join(downs),
    })


def command(keys, out):
    options = [word for key, value in keys.items() for word in ("--set", f"{key}={value}")]
    return [OGSIM, "run", str(SCENARIO), *options, "--out", str(out)]


def spoken(words):
    return " ".join(word if re.fullmatch(r"[\w./=:-]+", word) else f'"{word}"' for word in words)


def table(path):
    """Rows of a CSV file, numbers as numbers, empty cells left out. @throws ValueError on nan and inf."""
    with open(path, newline="") as file:
        return [{key: number(cell) for key, cell in row.items() if cell} for row in csv.DictReader(file)]


def number(cell):
    try:
        value = float(cell)
    except ValueError:
        return cell
    if not math.isfinite(value):
        raise ValueError(f"a cell holds {cell}")
    return value


class Books:
    """Collects what does not balance in one run folder."""

    def __init__(self, folder, keys):
        self.wrong = []
        self.keys = keys
        self.summary = json.loads((folder / "summary.json").read_text())
        self.rounds, self.workers = table(folder / "rounds.csv"), table(folder / "workers.csv")
        self.messages = table(folder / "messages.csv") if "record.messages" in keys else None
        self.status()
        self.fates()
        self.sums()
        self.worker_ledgers()
        self.message_rows()

    def same(self, what, left, right, relative=1e-9, absolute=1e-9):
        if not math.isclose(left, right, rel_tol=relative, abs_tol=absolute):
            self.wrong.append(f"{what}: {left!r} is not {right!r}")

    def status(self):
        if self.rounds:
            self.same("time of the last row", self.rounds[-1]["sim_time_s"], self.summary["sim_time_s"])
        self.same("rows of rounds.csv", len(self.rounds), self.summary["rounds"])

    def fates(self):
        for name, rows in (("summary", [self.summary]), ("worker", self.workers)):
            for i, row in enumerate(rows):
                self.same(f"{name} {i}: offered", row["offered"], sum(row[fate] for fate in FATES))

    def sums(self):
        for key in SUMMED:
            of_rounds = sum(row[key] for row in self.rounds)
            self.same(f"sum of rounds.csv {key}", of_rounds, self.summary.get(key, of_rounds))
            if key in self.workers[0]:
                self.same(f"sum of workers.csv {key}", sum(row[key] for row in self.workers), of_rounds)
        causes = ("delivered", "lost", "late", "withdrawn", "control")
        self.same("joules of sending", sum(self.summary[f"tx_{cause}_j"] for cause in causes), self.summary["tx_j"])
        if self.rounds:
            for key in ("total_j", "marginal_j", "delivered"):
                self.same(f"cumulative {key}", self.rounds[-1][f"cumulative_{key}"], self.summary[key])

    def worker_ledgers(self):
        for i, row in enumerate(self.workers):
            self.same(f"seconds of worker {i}", sum(row[f"{s}_s"] for s in STATES), self.summary["sim_time_s"])
            self.same(f"joules of worker {i}", sum(row[f"{s}_j"] for s in STATES) + row["compute_j"], row["total_j"])
            if min(row[f"{s}_s"] for s in STATES) < 0 or min(row[f"{s}_j"] for s in STATES) < 0:
                self.wrong.append(f"worker {i}: less than nothing in a state")
            if "energy.battery_j" in self.keys:
                self.same(f"battery of worker {i}", float(self.keys["energy.battery_j"]),
                          row["total_j"] + row["battery_left_j"])

    def message_rows(self):
        if self.messages is None:
            return
        updates = [row for row in self.messages if row["kind"] == "update"]
        self.same("updates in messages.csv", len(updates), self.summary["offered"])
        for fate in FATES:
            self.same(f"{fate} in messages.csv", sum(row.get("fate") == fate for row in updates), self.summary[fate])
            # A server that crashes leaves updates without acknowledgement: they are sent again after their rows were written.
            if "server" not in str(self.keys.get("faults.schedule", "")) and "faults.server_mtbf_s" not in self.keys:
                self.same(f"joules of {fate}", sum(row["tx_j"] for row in updates if row.get("fate") == fate),
                          self.summary[f"tx_{fate}_j"])


def outcome(keys, out):
    """Runs one scenario: its status, and what does not hold, a line each."""
    try:
        done = subprocess.run(command(keys, out), capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return "endless", ["it did not end within two minutes"]
    if done.returncode != 0:
        return "failed", [f"exit code {done.returncode}: {done.stderr.strip()[-600:]}"]
    books = Books(out, keys)
    return books.summary["status"], books.wrong


class Killing(unittest.TestCase):
    many, some = range(160), range(40)

    def run_all(self, cases, draw):
        """Yields (keys, status, what is wrong) of each case, two at a time."""
        with tempfile.TemporaryDirectory(prefix="ogsim-test-") as scratch:
            with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
                drawn = [draw(case) for case in cases]
                outs = [pathlib.Path(scratch, str(case)) for case in cases]
                done = pool.map(outcome, drawn, outs)
                yield from ((keys, *result) for keys, result in zip(drawn, done))

    def hold(self, cases, draw, statuses):
        seen = collections.Counter()
        for case, (keys, status, wrong) in zip(cases, self.run_all(cases, draw)):
            seen[status] += 1
            if status not in statuses:
                wrong = [f"status {status}", *wrong]
            with self.subTest(case=case):
                self.assertFalse(wrong, "\n" + "\n".join(wrong) + "\n" + spoken(command(keys, "OUT")))
        print(f"{len(cases)} random scenarios: {dict(sorted(seen.items()))}", flush=True)

    def test_the_run_ends_and_the_books_balance_whoever_is_killed_and_when(self):
        self.hold(self.many, scenario, STATUSES)

    def test_learning_reaches_its_target_once_all_faults_have_ended(self):
        self.hold(self.some, healing, {"target-reached"})


if __name__ == "__main__":
    if "--long" in sys.argv:
        sys.argv.remove("--long")
        Killing.many, Killing.some = range(1500), range(300)
    unittest.main()
