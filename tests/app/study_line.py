"""What the tests of studies share: short runs, long ones beside them, and ways to start, to follow and to read a sweep.
"""

import contextlib
import os
import pathlib
import shutil
import signal
import sqlite3
import subprocess
import time

from command_line import OGSIM, CommandLine

# Runs of some milliseconds.
SHORT = """# Does it matter who speaks?
[problem]
kind = "logistic"
data = "breast-cancer"
l2_weight = 0.01
[network]
medium = "ideal"
workers = 4
[run]
rounds = 5
[sweep]
"method.name" = ["gd", "lag-wk", "ordered-timer", "lag-ps"]
replicas = 10
"""

# A run that takes minutes, beside short ones.
LONG_AND_SHORT = SHORT.replace('"method.name" =', '"run.rounds" = [3, 100000000]\n#').replace("replicas = 10", "replicas = 2")


class StudyLine(CommandLine):
    def setUp(self):
        super().setUp()
        self.scenario.write_text(SHORT)

    def sweep(self, *arguments, out="study.sqlite", **keywords):
        return self.ogsim("sweep", "small.toml", "-o", out, *arguments, **keywords)

    def start(self, *arguments, out="study.sqlite"):
        """In a process group of its own, so that one signal can reach all of it."""
        process = subprocess.Popen([OGSIM, "sweep", "small.toml", "-o", out, *arguments], cwd=self.folder, text=True,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()

    def export(self, out="study.sqlite"):
        """The bytes of every exported file, by name."""
        folder = self.folder / f"{pathlib.Path(out).stem}-export"
        shutil.rmtree(folder, ignore_errors=True)
        done = self.ogsim("export", out, "-o", folder)
        self.assertEqual(done.returncode, 0, done.stderr)
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    def rows(self, sql, out="study.sqlite"):
        with contextlib.closing(sqlite3.connect(f"file:{self.folder / out}?mode=ro", uri=True)) as study:
            return study.execute(sql).fetchall()

    def states(self, out="study.sqlite"):
        return dict(self.rows("SELECT state, count(*) FROM run GROUP BY state", out))

    def child_of(self, process, seconds=60.0):
        """A process that it forked and that has been running for a moment: the long run."""
        for _ in range(int(seconds / 0.05)):
            children = pathlib.Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            for child in children:
                try:
                    ticks = sum(map(int, pathlib.Path(f"/proc/{child}/stat").read_text().rsplit(") ", 1)[1].split()[11:13]))
                except (FileNotFoundError, ProcessLookupError):
                    continue
                if ticks > 0.3 * os.sysconf("SC_CLK_TCK"):
                    return int(child)
            time.sleep(0.05)
        self.fail("the sweep has no child that works")
        return None

    def repeat_of_failure(self, out="study.sqlite"):
        ((repeat,),) = self.rows("SELECT DISTINCT repeat FROM run WHERE state = 'failed' LIMIT 1", out)
        return repeat
