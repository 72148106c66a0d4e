"""`ogsim run` and `ogsim compare` as a user types them: results, and what is left on disk.

Usage: run_test.py OGSIM [unittest arguments]
"""

import json
import pathlib
import re
import signal
import subprocess
import unittest

from command_line import FATES, OGSIM, ROOT, SMALL, STATES, CommandLine


class Results(CommandLine):
    def test_the_path_is_printed_last_and_a_pipe_sees_no_progress(self):
        done = self.run_small()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.rstrip("\n").split("\n")[-1], str(self.folder / "out"))
        self.assertEqual(done.stderr, "")

    def test_the_folder_is_named_by_the_scenario_and_its_hash_unless_told_otherwise(self):
        done = self.ogsim("run", self.scenario)
        path = self.folder / done.stdout.rstrip("\n").split("\n")[-1]
        summary = json.loads((path / "summary.json").read_text())
        self.assertEqual(path, self.folder / "runs" / ("small-" + summary["scenario_hash"]))

    def test_a_run_folder_holds_its_files_and_nothing_is_left_beside_it(self):
        self.result()
        names = sorted(path.name for path in (self.folder / "out").iterdir())
        self.assertEqual(names, ["provenance.json", "rounds.csv", "scenario.toml", "summary.json", "workers.csv"])
        self.assertEqual(sorted(path.name for path in self.folder.iterdir()), ["out", "small.toml"])

    def test_the_same_run_twice_gives_the_same_bytes(self):
        for medium in ("ideal", "wifi"):
            self.result("network.medium=" + medium, out="one-" + medium)
            self.result("network.medium=" + medium, out="two-" + medium)
            for name in ("rounds.csv", "workers.csv", "summary.json", "scenario.toml"):
                one, two = ((self.folder / (which + medium) / name).read_bytes() for which in ("one-", "two-"))
                self.assertEqual(one, two, f"{medium} {name}")

    def test_another_seed_gives_another_run(self):
        first = self.result(out="first")
        done = self.ogsim("run", self.scenario, "--seed", 2, "--out", self.folder / "second")
        self.assertEqual(done.returncode, 0, done.stderr)
        second = json.loads((self.folder / "second" / "summary.json").read_text())
        self.assertEqual(second["seed"], 2)
        self.assertNotEqual(first["scenario_hash"], second["scenario_hash"])
        self.assertNotEqual(first["final_loss"], second["final_loss"])

    def test_the_expanded_scenario_runs_to_the_same_result(self):
        first = self.result(out="first")
        again = self.result(out="again", scenario=self.folder / "first" / "scenario.toml")
        self.assertEqual(first["final_loss"], again["final_loss"])
        self.assertEqual(first["scenario_hash"], again["scenario_hash"])

    def test_the_books_balance(self):
        for settings in ((), ("network.channel.extra_loss=0.2",), ("network.medium=ideal",), ("network.sleep=between-duties",),
                         ("method.name=gd", "energy.battery_j=1"),
                         ("energy.battery_j=0.3", "energy.battery_model=kinetic", "energy.leak_w=0.01",
                          "energy.harvest_w=0.2", "energy.device=esp32", "network.sleep=between-duties")):
            with self.subTest(settings=settings):
                out = "-".join(("out", *settings))
                self.result(*settings, out=out)
                self.assert_balanced(out)

    def assert_balanced(self, out):
        summary = json.loads((self.folder / out / "summary.json").read_text())
        rows, workers = self.rows(out=out), self.rows("workers.csv", out=out)
        self.assertEqual(len(rows), summary["rounds"])
        for row in rows + workers + [summary]:
            self.assertEqual(int(row["offered"]), sum(int(row[fate]) for fate in FATES))
        for fate in FATES + ("offered", "missed_models"):
            self.assertEqual(sum(int(row[fate]) for row in rows), summary[fate])
            self.assertEqual(sum(int(row[fate]) for row in workers), summary[fate])
        self.assertAlmostEqual(sum(float(row["total_j"]) for row in rows), summary["total_j"], 9)
        self.assertAlmostEqual(sum(float(row["marginal_j"]) for row in rows), summary["marginal_j"], 9)
        self.assertAlmostEqual(sum(float(row["total_j"]) for row in workers), summary["total_j"], 9)
        for row in workers:
            self.assertAlmostEqual(sum(float(row[state + "_s"]) for state in STATES), summary["sim_time_s"], 9)
        if summary["battery_left_j"] is not None:
            capacity = float(re.search(r"^battery_j = (\S+)", (self.folder / out / "scenario.toml").read_text(), re.M)[1])
            for row in workers:
                spent = sum(float(row[key]) for key in ("total_j", "leaked_j", "overflow_j", "battery_left_j"))
                self.assertAlmostEqual(capacity + float(row["harvested_j"]), spent, 8)
        by_server = sum(summary[f"server_{state}_j"] for state in ("tx", "rx", "busy", "idle", "compute"))
        self.assertAlmostEqual(by_server, summary["server_j"], 9)
        by_fate = sum(summary[f"tx_{fate}_j"] for fate in FATES) + summary["tx_control_j"]
        self.assertAlmostEqual(by_fate, summary["tx_j"], 9)

    def test_every_column_and_key_is_explained(self):
        self.result("run.target_accuracy=0.6", "energy.battery_j=50")
        words = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "results.md").read_text()))
        summary = json.loads((self.folder / "out" / "summary.json").read_text())
        known = {"ogsim", "title", "method", "medium", "problem", "data", "device", "workers", "seed", "version", "rounds"}
        for name in [*self.rows()[0], *self.rows("workers.csv")[0], *(set(summary) - known)]:
            self.assertIn(name, words)

    def test_the_promise_of_the_rules_holds_where_the_window_is_wide_enough(self):
        for medium in ("ideal", "wifi"):
            for method in ("lag-wk", "ordered-rx", "ordered-timer"):
                with self.subTest(medium=medium, method=method):
                    summary = self.result("network.medium=" + medium, "method.name=" + method, "run.rounds=30",
                                          "method.compression=float64", out=medium + method)
                    self.assertEqual(summary["budget_rounds"], 29)
                    self.assertEqual(summary["over_budget_rounds"], 0)

    def test_a_promise_that_the_air_breaks_is_told(self):
        summary = self.result("network.channel.extra_loss=0.6", "network.retries=0", "run.rounds=60")
        self.assertGreater(summary["over_budget_rounds"], 0)

    # 14 fragments each, 20 workers at a time: no round may end while somebody is still sending.
    def test_long_messages_of_all_get_through(self):
        for method in ("gd", "lag-wk", "ordered-timer"):
            with self.subTest(method=method):
                summary = self.result("problem.kind=mlp", "problem.data=digits", "problem.hidden=64", "network.workers=20",
                                      "run.rounds=3", "network.window_ms=10", "method.name=" + method, out="long-" + method)
                self.assertGreaterEqual(summary["delivered"], 0.9 * summary["offered"])
                self.assertEqual(summary["over_budget_rounds"], 0)

    def test_genie_needs_the_ideal_medium_and_runs_there(self):
        self.assertEqual(self.result("method.name=genie", "network.medium=ideal")["status"], "completed")

    def test_compare_prints_a_row_for_each_run(self):
        for method in ("gd", "ordered-timer"):
            self.result("method.name=" + method, "run.target_accuracy=0.6", out=method)
        for folders in (("gd", "ordered-timer/"), (".",), ("gd", "ordered-timer", "gd", self.scenario)):
            done = self.ogsim("compare", *folders)
            self.assertEqual(done.returncode, 0, done.stderr)
            for method in ("gd ", "ordered-timer "):
                self.assertEqual(sum(line.startswith(method) for line in done.stdout.split("\n")), 6, done.stdout)
            self.assertIn("marginal joules:", done.stdout)
        self.assertIn("small.toml: passed over", done.stderr)
        self.assertTrue(done.stdout.startswith("method.name "), done.stdout)

    def test_the_expanded_scenario_finds_the_users_own_data_again(self):
        (self.folder / "own.csv").write_text("".join(f"{x},{x % 7},{int(x % 5 > 2)}\n" for x in range(60)))
        first = self.result("problem.data=own.csv", out="first")
        again = self.result(out="again", scenario=self.folder / "first" / "scenario.toml")
        self.assertEqual(first["final_loss"], again["final_loss"])
        self.assertEqual(first["scenario_hash"], again["scenario_hash"])

    def test_an_interrupt_keeps_the_rows_and_says_where(self):
        command = [OGSIM, "run", str(self.scenario), "--set", "run.rounds=1000000", "--out", str(self.folder / "out")]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
            while not list(self.folder.glob("out.partial-*/rounds.csv")):
                self.assertIsNone(running.poll(), "ended before it could be interrupted")
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=120)
        self.assertEqual(running.returncode, 3, said)
        self.assertIn("interrupted after round", said)
        self.assertTrue(pathlib.Path(said.strip().split(" are in ")[1]).is_file(), said)
        self.assertFalse((self.folder / "out").exists())


class HonestStatus(CommandLine):
    def assert_no_nan(self, out="out"):
        for path in (self.folder / out).iterdir():
            for word in ("nan", "inf,", "-inf", "Infinity"):
                self.assertNotIn(word, path.read_text().lower(), path.name)

    def test_a_scenario_with_a_sweep_runs_alone_and_says_so(self):
        self.scenario.write_text(SMALL + "[sweep]\n'method.name' = ['gd', 'hb']\nreplicas = 3\n")
        done = self.run_small("network.medium=ideal")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, f"ogsim: this runs the scenario alone, once; `ogsim sweep {self.scenario}` runs the 6 of its [sweep]\n")
        self.scenario.write_text(SMALL + "[sweep]\nreplicas = 0\n")
        self.assertIn("is not sound", self.run_small("network.medium=ideal", out="other").stderr)

    def test_a_target_never_reached(self):
        summary = self.result("run.target_gap=1e-9")
        self.assertEqual(summary["status"], "rounds-exhausted")
        self.assertIsNone(summary["joules_to_target"])

    def test_a_target_reached(self):
        summary = self.result("run.target_accuracy=0.6")
        self.assertEqual(summary["status"], "target-reached")
        self.assertAlmostEqual(summary["joules_to_target"], summary["total_j"])

    def test_a_diverging_step_size(self):
        for out, step in (("over-l", "100/L"), ("large", "1e6"), ("huge", "1e300")):
            with self.subTest(step=step):
                summary = self.result("method.step_size=" + step, "method.name=gd", "run.rounds=60", "network.medium=ideal",
                                      "problem.l2_weight=0.1", out=out)
                self.assertEqual(summary["status"], "diverged")
                self.assert_no_nan(out)

    def test_a_battery_that_dies_in_round_one(self):
        summary = self.result("energy.battery_j=0.001")
        self.assertEqual(summary["status"], "all-workers-dead")
        self.assertEqual(summary["dead_workers"], 4)
        self.assertEqual(summary["rounds"], 1)
        # 4 workers drained 1 mJ each, to the joules of one nanosecond.
        self.assertAlmostEqual(summary["total_j"], 0.004, 8)
        self.assert_no_nan()

    def test_some_batteries_die_and_the_run_goes_on(self):
        summary = self.result("energy.battery_j=0.2", "run.rounds=400", "method.name=gd")
        self.assertEqual(summary["status"], "all-workers-dead")
        self.assertGreater(summary["rounds"], 1)
        self.assertAlmostEqual(summary["total_j"], 0.8, 6)

    def test_a_radius_at_which_nobody_hears_the_server(self):
        summary = self.result("network.radius_m=100000")
        self.assertEqual(summary["status"], "nobody-hears")
        self.assertEqual(summary["offered"], 0)
        self.assertEqual(summary["missed_models"], 4 * summary["rounds"])
        self.assertLessEqual(summary["rounds"], 10)


class Scenarios(CommandLine):
    def test_every_scenario_of_the_repository_runs(self):
        for path in sorted((ROOT / "scenarios").glob("*.toml")):
            with self.subTest(scenario=path.name):
                self.assertTrue(path.read_text().startswith("# "), "a scenario opens with the question it asks")
                # Few of the many pixels: the sanitized build would take minutes for all.
                few = ["problem.first_features=20"] if "fashion" in path.stem else []
                few += ["network.workers=200"] if path.stem == "million" else []
                self.assertEqual(self.result("run.rounds=2", *few, out=path.stem, scenario=path)["rounds"], 2)


if __name__ == "__main__":
    unittest.main()
