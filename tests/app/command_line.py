"""What the tests of the command line share: a scratch folder, a small scenario, and ways to run ogsim on it.

The path of ogsim is the first argument of the test program; it is taken off before unittest sees the rest.
"""

import csv
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

OGSIM = str(pathlib.Path(sys.argv.pop(1)).resolve())
ROOT = pathlib.Path(__file__).resolve().parents[2]
STATES = ("tx", "rx", "busy", "idle", "sleep", "switch", "off")
FATES = ("delivered", "lost", "late", "withdrawn")

# Small enough for a sanitized build: 4 workers learn from breast-cancer.
SMALL = """# A small run for the tests.
[problem]
kind = "logistic"
data = "breast-cancer"
l2_weight = 0.01
[method]
name = "ordered-timer"
[network]
medium = "wifi"
workers = 4
radius_m = 10.0
[run]
rounds = 6
"""


class CommandLine(unittest.TestCase):
    def setUp(self):
        self.scratch = tempfile.TemporaryDirectory(prefix="ogsim-test-")
        self.addCleanup(self.scratch.cleanup)
        self.folder = pathlib.Path(self.scratch.name)
        self.scenario = self.folder / "small.toml"
        self.scenario.write_text(SMALL)

    def ogsim(self, *arguments, **keywords):
        return subprocess.run([OGSIM, *map(str, arguments)], capture_output=True, text=True, cwd=self.folder, timeout=600,
                              check=False, **keywords)

    def run_small(self, *settings, out="out", scenario=None, **keywords):
        options = [word for setting in settings for word in ("--set", setting)]
        return self.ogsim("run", scenario or self.scenario, "--out", self.folder / out, *options, **keywords)

    def result(self, *settings, out="out", scenario=None):
        done = self.run_small(*settings, out=out, scenario=scenario)
        self.assertEqual(done.returncode, 0, done.stderr)
        return json.loads((self.folder / out / "summary.json").read_text())

    def rows(self, name="rounds.csv", out="out"):
        with open(self.folder / out / name, newline="") as file:
            return list(csv.DictReader(file))

    def assert_bad_input(self, done, *words):
        self.assertEqual(done.returncode, 2, done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, done.stderr)
        self.assertFalse(list(self.folder.glob("out*")), "bad input left something on disk")

    def check(self, text, *settings):
        path = self.folder / "s.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return self.ogsim("check", "s.toml", *(word for setting in settings for word in ("--set", setting)))

    def assert_refused(self, done, *messages):
        """Bad input: exit code 2, all messages on standard error, nothing on standard output."""
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        for message in messages:
            self.assertIn(message, done.stderr)

    def assert_answered(self, done, *words):
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        for word in words:
            self.assertIn(word, done.stdout)
