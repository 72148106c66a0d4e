"""ogsim sweep: studies that are stopped, killed and resumed, whose runs fail, and that are shared out.

Nothing in ogsim helps these tests: faults come from outside, by signals, limits and full disks.
"""

import concurrent.futures
import json
import os
import pathlib
import random
import re
import shlex
import shutil
import signal
import subprocess
import time
import unittest

from command_line import OGSIM, ROOT
from study_line import LONG_AND_SHORT, SHORT, StudyLine


class SweepRuns(StudyLine):
    def test_a_sweep_says_where_the_study_is_and_what_to_do_next(self):
        done = self.sweep()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "", "in a pipe there is no progress to see")
        for words in ("40 of 40 runs are done", "study.sqlite", "ogsim report study.sqlite", "lag-wk", "10/10"):
            self.assertIn(words, done.stdout)
        self.assertEqual(self.states(), {"done": 40})

    def test_by_default_the_study_is_named_after_the_scenario(self):
        self.assertEqual(self.ogsim("sweep", "small.toml").returncode, 0)
        self.assertTrue((self.folder / "runs" / "small.sqlite").exists())
        self.assertEqual(self.ogsim("sweep", "small.toml", "--shard", "2/3").returncode, 0)
        self.assertTrue((self.folder / "runs" / "small.shard-2-of-3.sqlite").exists())

    def test_a_run_of_a_sweep_has_the_bytes_of_the_run_alone(self):
        """f* and L are found once for the four methods of a replica, and yet are the same to the bit."""
        self.assertEqual(self.sweep().returncode, 0)
        ((repeat, summary),) = self.rows("SELECT repeat, summary FROM run WHERE position = 23")
        words = shlex.split(repeat)
        self.assertEqual(words[:3], ["ogsim", "run", "small.toml"])
        self.assertEqual(self.ogsim(*words[1:], "--out", "alone").returncode, 0)
        alone = json.loads((self.folder / "alone" / "summary.json").read_text())
        self.assertEqual(json.loads(summary), alone)
        self.assertIsNotNone(alone["optimum"])
        rounds = (self.folder / "alone" / "rounds.csv").read_text().splitlines()[1:]
        exported = self.export()["rounds.csv"].decode().splitlines()
        self.assertEqual([line[3:] for line in exported if line.startswith("23,")], rounds)

    def test_processes_at_a_time_do_not_change_a_byte(self):
        for out, jobs in (("1.sqlite", "1"), ("2.sqlite", "2"), ("7.sqlite", "7")):
            self.assertEqual(self.sweep("-j", jobs, out=out).returncode, 0)
        self.assertEqual(self.export("1.sqlite"), self.export("2.sqlite"))
        self.assertEqual(self.export("1.sqlite"), self.export("7.sqlite"))

    def test_four_shards_merged_are_the_whole(self):
        self.assertEqual(self.sweep().returncode, 0)
        shards = [f"part{k}.sqlite" for k in range(1, 5)]
        for k, shard in enumerate(shards, 1):
            done = self.sweep("--shard", f"{k}/4", out=shard)
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("10 of 10 runs are done", done.stdout)
            self.assertEqual(self.states(shard), {"done": 10, "waiting": 30})
        self.assertEqual(self.ogsim("merge", "whole.sqlite", *shards).returncode, 0)
        self.assertEqual(self.export("whole.sqlite"), self.export())

    def test_a_second_sweep_runs_nothing_anew(self):
        self.assertEqual(self.sweep().returncode, 0)
        finished = self.rows("SELECT finished FROM effort ORDER BY run")
        self.assertEqual(self.sweep().returncode, 0)
        self.assertEqual(self.rows("SELECT finished FROM effort ORDER BY run"), finished)

    def test_a_dry_run_leaves_nothing_behind(self):
        done = self.sweep("--dry-run")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("40", done.stdout)
        self.assertFalse((self.folder / "study.sqlite").exists())
        self.assertEqual(self.sweep().returncode, 0)
        self.assertIn("done 40", self.sweep("--dry-run").stdout)

    def test_limits_and_shards_that_make_no_sense_are_refused(self):
        for option, value in (("-j", "0"), ("--time-limit", "0"), ("--time-limit", "nan"), ("--memory-limit", "-1"),
                              ("--shard", "5/4"), ("--shard", "0/4"), ("--shard", "1/"), ("--shard", "one")):
            done = self.sweep(option, value)
            self.assertEqual(done.returncode, 2, f"{option} {value}")
            self.assertIn(value, done.stderr)
        self.assertFalse((self.folder / "study.sqlite").exists())

    def test_data_that_do_not_fit_are_found_before_anything_runs(self):
        done = self.sweep("--each", "network.workers=4,100000")
        self.assertEqual(done.returncode, 2, done.stdout)
        self.assertIn("100000", done.stderr)
        self.assertFalse((self.folder / "study.sqlite").exists())


class SweepFailures(StudyLine):
    def setUp(self):
        super().setUp()
        self.scenario.write_text(LONG_AND_SHORT)

    def assert_two_failed(self, process, kind, *words):
        """Of two short and two long runs the short ones are done, the long ones failed that way, and that is told."""
        stdout, stderr = process.communicate(timeout=300)
        self.assertEqual(process.returncode, 3, stderr)
        self.assertIn("2 of 4 runs are done, 2 failed", stdout)
        self.assertEqual(self.states(), {"done": 2, "failed": 2})
        for found, detail in self.rows("SELECT failure_kind, failure_detail FROM run WHERE state = 'failed'"):
            self.assertEqual(found, kind, detail)
            for word in words:
                self.assertIn(word, detail)
                self.assertIn(word, stdout)
        self.assertIn("repeat: " + self.repeat_of_failure(), stdout)

    def test_a_run_that_crashes_is_told_with_its_signal(self):
        process = self.start("-j", "1")
        for _ in range(2):
            child = self.child_of(process)
            os.kill(child, signal.SIGSEGV)
            while pathlib.Path(f"/proc/{child}").exists():
                time.sleep(0.01)
        self.assert_two_failed(process, "crashed", "SIGSEGV")

    def test_a_run_that_takes_too_long_is_given_up(self):
        self.assert_two_failed(self.start("--time-limit", "1.5"), "time limit", "1.5 s")

    def test_a_run_that_hangs_is_given_up(self):
        process = self.start("-j", "2", "--time-limit", "6")
        os.kill(self.child_of(process), signal.SIGSTOP)
        self.assert_two_failed(process, "time limit", "6 s")

    def test_a_run_that_eats_memory_is_given_up(self):
        """50 workers x 1,000 samples x 2,000 features of 8 bytes are 800 MB; the other runs have 4 MB."""
        self.scenario.write_text(SHORT.replace('kind = "logistic"', 'kind = "linear"').replace(
            'data = "breast-cancer"', 'data = "near-identical"\nsamples_per_worker = 1000').replace("workers = 4", "workers = 50").replace(
                '"method.name" =', '"problem.features" = [10, 2000]\n#').replace("replicas = 10", "replicas = 2"))
        limit = "700" if sanitized() else "400"
        self.assert_two_failed(self.start("--memory-limit", limit), "memory limit", f"{limit} MB")

    def test_what_failed_is_not_run_again_unless_that_is_asked_for(self):
        self.assertEqual(self.sweep("--time-limit", "1").returncode, 3)
        again = self.sweep()
        self.assertEqual(again.returncode, 3)
        self.assertIn("--retry", again.stdout)
        retry = self.start("--retry", "--time-limit", "2.5")
        self.assert_two_failed(retry, "time limit", "2.5 s")

    def test_the_command_that_is_told_repeats_the_run(self):
        self.assertEqual(self.sweep("--time-limit", "1").returncode, 3)
        words = shlex.split(self.repeat_of_failure())
        with self.assertRaises(subprocess.TimeoutExpired):  # it is that run of 100,000,000 rounds
            subprocess.run([OGSIM, *words[1:], "--out", "long"], cwd=self.folder, timeout=2, check=False)
        short = subprocess.run([OGSIM, *words[1:], "--set", "run.rounds=3", "--out", "short"], cwd=self.folder, timeout=60,
                               capture_output=True, check=False)
        self.assertEqual(short.returncode, 0, short.stderr)


class SweepStops(StudyLine):
    def setUp(self):
        super().setUp()
        self.scenario.write_text(LONG_AND_SHORT)

    def assert_stops(self, signals):
        process = self.start("-j", "2")
        child = self.child_of(process)
        started = time.monotonic()
        for number, target in signals:
            (os.killpg if target == "group" else os.kill)(process.pid, number)
        stdout, stderr = process.communicate(timeout=60)
        self.assertLess(time.monotonic() - started, 5.0)
        self.assertEqual(process.returncode, 3, stdout + stderr)
        self.assertRegex(stderr, r"\d of 4 runs are done; the same command goes on from there")
        self.assertFalse(pathlib.Path(f"/proc/{child}").exists(), "a run outlived the sweep")
        self.assertNotIn("failed", self.states())
        self.assertEqual({path.name for path in self.folder.glob("study*")}, {"study.sqlite"})

    def test_ctrl_c_stops_it_and_loses_nothing(self):
        self.assert_stops([(signal.SIGINT, "group")])

    def test_so_does_the_system_that_shuts_down(self):
        self.assert_stops([(signal.SIGTERM, "process")])

    def test_two_sweeps_on_one_file_are_one_too_many(self):
        process = self.start("-j", "1")
        self.child_of(process)
        second = self.sweep()
        self.assertEqual(second.returncode, 2)
        self.assertIn("study.sqlite", second.stderr)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)

    @unittest.skipUnless(os.geteuid() == 0, "mounting a small disk takes root")
    def test_a_full_disk_ends_it_and_loses_nothing(self):
        disk = self.folder / "disk"
        disk.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], capture_output=True, check=False)
        if mounted.returncode != 0:
            self.skipTest("no tmpfs can be mounted here")
        self.addCleanup(subprocess.run, ["umount", "--lazy", disk], check=False)
        self.scenario.write_text(SHORT.replace("rounds = 5", "rounds = 200"))
        full = self.sweep(out=disk / "study.sqlite")
        self.assertEqual(full.returncode, 3, full.stdout)
        self.assertIn("study.sqlite", full.stderr)
        self.assertRegex(full.stderr, r"\d+ of 40 runs are done; the same command goes on from there")
        done = int(re.search(r"(\d+) of 40", full.stderr).group(1))
        self.assertGreater(done, 0)
        subprocess.run(["mount", "-o", "remount,size=100m", disk], check=True)
        self.assertEqual(self.states(disk / "study.sqlite"), {"done": done, "waiting": 40 - done})
        self.assertEqual(self.sweep(out=disk / "study.sqlite").returncode, 0)
        self.assertEqual(self.sweep(out="elsewhere.sqlite").returncode, 0)
        self.assertEqual(self.export(disk / "study.sqlite"), self.export("elsewhere.sqlite"))


@unittest.skipUnless(shutil.which("mpirun") and pathlib.Path(OGSIM + "-mpi").exists(), "built without MPI")
class SweepAmongRanks(StudyLine):
    def mpirun(self, *arguments, out="study.sqlite", ranks=4):
        root = ["--allow-run-as-root"] if os.geteuid() == 0 else []
        return subprocess.run(["mpirun", *root, "--oversubscribe", "-n", str(ranks), OGSIM, "sweep", "small.toml", "-o", out,
                               *arguments], cwd=self.folder, capture_output=True, text=True, timeout=300, check=False)

    def test_ranks_do_not_change_a_byte(self):
        done = self.mpirun(out="ranks.sqlite")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("40 of 40 runs are done"), 1)
        self.assertEqual(self.sweep().returncode, 0)
        self.assertEqual(self.export("ranks.sqlite"), self.export())

    def test_faults_are_told_once(self):
        self.scenario.write_text(SHORT.replace("rounds = 5", "rouns = 5"))
        done = self.mpirun()
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stderr.count("run.rouns"), 1)
        self.assertFalse((self.folder / "study.sqlite").exists())

    def test_a_run_that_fails_on_any_rank_is_recorded(self):
        self.scenario.write_text(LONG_AND_SHORT)
        done = self.mpirun("--time-limit", "1.5", ranks=3)
        self.assertEqual(done.returncode, 3, done.stderr)
        self.assertEqual(self.states(), {"done": 2, "failed": 2})

    def test_a_dry_run_is_told_once(self):
        done = self.mpirun("--dry-run")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.count("waiting 40"), 1)


class SweepAsAJobArray(StudyLine):
    """The script in docs/study/running.md, followed as Slurm would."""

    TASKS = 4

    def test_the_recipe_ends_with_the_whole_study(self):
        text = (ROOT / "docs" / "study" / "running.md").read_text()
        array, merge = re.findall(r"```bash\n(#!/bin/bash\n.*?)```", text, re.DOTALL)
        self.assertIn(f"#SBATCH --array=1-8", array)
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "ogsim").symlink_to(OGSIM)
        scenarios = self.folder / "scenarios"
        scenarios.mkdir()
        (scenarios / "mine.toml").write_text(SHORT)
        environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "SLURM_CPUS_PER_TASK": "2"}

        def follow(script, **variables):
            return subprocess.run(["bash", "-c", script], cwd=self.folder, env={**environment, **variables}, text=True,
                                  capture_output=True, timeout=300, check=False)

        with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
            for done in pool.map(lambda task: follow(array, SLURM_ARRAY_TASK_ID=str(task)), range(1, 9)):
                self.assertEqual(done.returncode, 0, done.stderr)
        merged = follow(merge)
        self.assertEqual(merged.returncode, 0, merged.stderr)
        self.assertEqual(self.sweep().returncode, 0)
        self.assertEqual(self.rows("SELECT hash, summary FROM run ORDER BY position", "runs/mine.sqlite"),
                         self.rows("SELECT hash, summary FROM run ORDER BY position"))


class SweepKilled(StudyLine):
    """kill -9 at random instants: of all processes at once, or of the one that keeps the study."""

    def has_begun(self):
        """Perhaps there is no file yet, or one without tables."""
        return (self.folder / "study.sqlite").exists() and self.rows("SELECT 1 FROM sqlite_master WHERE name = 'run'")

    def test_killed_at_any_instant_it_ends_with_the_same_bytes(self):
        draw = random.Random(20261123)
        begun = time.monotonic()
        self.assertEqual(self.sweep(out="whole.sqlite").returncode, 0)
        total = time.monotonic() - begun
        for kill in range(8):
            process = self.start()
            time.sleep(draw.uniform(0.0, total / 3))
            if process.poll() is None:
                (os.killpg if kill % 2 else os.kill)(process.pid, signal.SIGKILL)
            process.communicate()
            if self.has_begun():
                self.assertNotIn("failed", self.states())
        last = self.sweep()
        self.assertEqual(last.returncode, 0, last.stderr)
        self.assertEqual(self.export(), self.export("whole.sqlite"))


def sanitized():
    return b"__asan_init" in pathlib.Path(OGSIM).read_bytes()


if __name__ == "__main__":
    unittest.main()
