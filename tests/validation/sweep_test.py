"""A study of 1,000 short runs ends with the same bytes, whatever happened on the way.

- Killed with kill -9 at 20 random instants, all processes at once or only the one that keeps the study, and resumed each time;
- with one process at a time and with two;
- over four MPI ranks;
- as four shards, merged.

Each time the export equals that of a sweep that nobody touched, byte for byte.

Usage: sweep_test.py OGSIM.
"""

import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

OGSIM = str(pathlib.Path(sys.argv.pop(1)).resolve())
RUNS = 1000
KILLS = 20

SCENARIO = """# Does it matter who speaks, and among how many?
[problem]
kind = "logistic"
data = "breast-cancer"
l2_weight = 0.01
[network]
medium = "ideal"
[run]
rounds = 5
[sweep]
"method.name" = ["gd", "lag-wk", "ordered-timer", "lag-ps"]
"network.workers" = [2, 3, 4, 5, 6]
replicas = 50
"""


class Sweep(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.scratch = tempfile.TemporaryDirectory(prefix="ogsim-sweep-")
        cls.addClassCleanup(cls.scratch.cleanup)
        cls.folder = pathlib.Path(cls.scratch.name)
        (cls.folder / "many.toml").write_text(SCENARIO)
        begun = time.monotonic()
        cls.sweep("untouched.sqlite", "-j", "1")
        cls.total_s = time.monotonic() - begun
        cls.expected = cls.export("untouched.sqlite")

    @classmethod
    def run_ogsim(cls, *words):
        done = subprocess.run(list(map(str, words)), cwd=cls.folder, capture_output=True, text=True, timeout=900, check=False)
        if done.returncode != 0:
            raise AssertionError(done.stdout + done.stderr)
        return done.stdout

    @classmethod
    def sweep(cls, out, *options):
        return cls.run_ogsim(OGSIM, "sweep", "many.toml", "-o", out, *options)

    @classmethod
    def export(cls, study):
        folder = cls.folder / f"{study}-csv"
        cls.run_ogsim(OGSIM, "export", study, "-o", folder)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def assert_same(self, study):
        found = self.export(study)
        self.assertEqual(found.keys(), self.expected.keys())
        for name, content in found.items():
            self.assertTrue(content == self.expected[name], f"{study}: {name} differs")

    def test_the_study_is_what_was_asked_for(self):
        self.assertEqual(self.expected["runs.csv"].count(b"\n"), RUNS + 1)
        self.assertEqual(self.expected["failures.csv"].count(b"\n"), 1)

    def test_killed_20_times_and_resumed(self):
        draw = random.Random(20261123)
        landed = 0
        for kill in range(KILLS):
            process = subprocess.Popen([OGSIM, "sweep", "many.toml", "-o", "killed.sqlite"], cwd=self.folder,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
            time.sleep(draw.uniform(0.0, 2.0 * self.total_s / KILLS))
            if process.poll() is None:
                landed += 1
                (os.killpg if kill % 2 else os.kill)(process.pid, signal.SIGKILL)
            self.assertEqual(process.communicate()[1], b"")
            if process.returncode not in (0, -signal.SIGKILL):
                self.fail(f"kill {kill}: exit code {process.returncode}")
        print(f"{landed} of {KILLS} kills found it at work; untouched it takes {self.total_s:.1f} s", file=sys.stderr)
        self.assertGreaterEqual(landed, KILLS // 2)
        self.assertIn(f"{RUNS} of {RUNS} runs are done", self.sweep("killed.sqlite"))
        self.assert_same("killed.sqlite")

    def test_by_two_processes_at_a_time(self):
        self.sweep("two.sqlite", "-j", "2")
        self.assert_same("two.sqlite")

    def test_in_four_shards(self):
        shards = [f"shard{number}.sqlite" for number in range(1, 5)]
        for number, shard in enumerate(shards, 1):
            self.sweep(shard, "--shard", f"{number}/4")
        self.run_ogsim(OGSIM, "merge", "merged.sqlite", *shards)
        self.assert_same("merged.sqlite")

    @unittest.skipUnless(shutil.which("mpirun") and pathlib.Path(OGSIM + "-mpi").exists(), "built without MPI")
    def test_over_four_ranks(self):
        root = ["--allow-run-as-root"] if os.geteuid() == 0 else []
        self.run_ogsim("mpirun", *root, "--oversubscribe", "-n", "4", OGSIM, "sweep", "many.toml", "-o", "ranks.sqlite")
        self.assert_same("ranks.sqlite")


if __name__ == "__main__":
    unittest.main()
