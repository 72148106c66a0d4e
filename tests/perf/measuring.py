"""How tools/bench measures: processes, their wall time and peak memory, two of them in turn."""

import dataclasses
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "perf"
OGSIM = BUILD / "ogsim"
HERE = ROOT / "tests" / "perf"


class Unfinished(Exception):
    """A program took longer than is allowed, or failed: there is no figure."""


@dataclasses.dataclass
class Spent:
    wall_s: float
    cpu_s: float
    peak_mb: float
    output: str


def spend(command, patience_s):
    """Runs a program to its end."""
    command = [str(word) for word in command]
    with tempfile.TemporaryFile("w+") as output:
        begun = time.monotonic()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT)
        killer = threading.Timer(patience_s, process.kill)
        killer.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        killer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode != 0:
        why = f"not done in {patience_s:g} s" if wall >= patience_s else f"failed: {text.strip()[-200:]}"
        raise Unfinished(f"{pathlib.Path(command[0]).name} {why}")
    return Spent(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, text)


@dataclasses.dataclass
class Figure:
    """Repeated measurements: their median, and how far apart they lay."""

    values: list

    @property
    def median(self):
        return statistics.median(self.values)

    @property
    def spread(self):
        """(largest - least) / median; nothing of a single one."""
        return (max(self.values) - min(self.values)) / self.median if len(self.values) > 1 else None


class Bench:
    """`repeats` times each, no single process longer than `patience_s`."""

    def __init__(self, repeats, patience_s, wants_all):
        self.repeats, self.patience_s, self.wants_all = repeats, patience_s, wants_all
        self.cores = os.cpu_count()
        self.scratch = pathlib.Path(tempfile.mkdtemp(prefix="ogsim-bench-"))

    def close(self):
        shutil.rmtree(self.scratch, ignore_errors=True)

    def yardstick(self, name, **options):
        """What a program of tests/perf prints, as {name: number}."""
        program = BUILD / "tests" / "perf" / name
        if not program.exists():
            raise Unfinished(f"{name} was not built (its library is not installed)")
        words = [f"{key}={value}" for key, value in options.items()]
        lines = spend([program, *words], self.patience_s).output.splitlines()
        return {line.split()[0]: float(line.split()[1]) for line in lines if len(line.split()) == 2}

    def run(self, scenario, **settings):
        """One run of the program: what it spent, and its summary."""
        folder = self.scratch / "run"
        shutil.rmtree(folder, ignore_errors=True)
        words = [word for key, value in settings.items() for word in ("--set", f"{key.replace('__', '.')}={value}")]
        spent = spend([OGSIM, "run", scenario, *words, "--out", folder], self.patience_s)
        return spent, json.loads((folder / "summary.json").read_text())

    def rounds(self, scenario, at_least_s=0.5, **settings):
        """A function that measures the wall seconds of a round: of runs of two lengths, without what both begin with."""
        few, many = 1, 2
        short = self.run(scenario, run__rounds=few, **settings)[0].wall_s
        while (long := self.run(scenario, run__rounds=many, **settings)[0].wall_s) - short < at_least_s:
            many = 1 + 4 * (many - 1)
        first = [(long - short) / (many - few)]

        def measure():
            if first:
                return first.pop()
            ends = [self.run(scenario, run__rounds=rounds, **settings)[0].wall_s for rounds in (few, many)]
            return (ends[1] - ends[0]) / (many - few)

        return measure

    def in_turn(self, *measurements, longest_s=60.0):
        """A B A B ...: a Figure each; fewer repetitions where one of them all takes long."""
        values = [[] for _ in measurements]
        begun = time.monotonic()
        for repeat in range(self.repeats):
            for place, measurement in enumerate(measurements):
                values[place].append(measurement())
            spent = time.monotonic() - begun
            if spent + spent / (repeat + 1) > longest_s:
                break
        return [Figure(each) for each in values]


def free_memory_gb():
    with open("/proc/meminfo", encoding="ascii") as file:
        return next(int(line.split()[1]) for line in file if line.startswith("MemAvailable")) * 1024 / 1e9
