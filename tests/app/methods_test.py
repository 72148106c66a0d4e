"""Every method of the catalogue on the scenario of the README, on every medium it runs on.

Usage: methods_test.py OGSIM [unittest arguments]
"""

import re
import unittest

from command_line import ROOT, CommandLine

QUICKSTART = ROOT / "scenarios" / "quickstart.toml"
NEEDS_IDEAL = {"genie"}


# Messages of 250 bytes, so that a round of 802.15.4 is short.
SMALL_MODEL = ("problem.data=breast-cancer", "problem.kind=logistic", "network.workers=4", "network.deadline_s=20",
               "run.target_accuracy=1")
# For each way to the workers: a method of each kind that it allows.
DOWNLINKS = {"change": ("gd", "lag-wk", "lag-ps", "laq", "topk-ef", "ef21", "ordered-timer", "ordered-rx", "top-norm"),
             "overheard": ("gd", "lag-wk", "laq", "ef21", "ordered-timer", "ordered-rx")}


def names_of(test):
    page = test.ogsim("describe", "methods").stdout
    names = re.findall(r"^(\S+)$", page, re.MULTILINE)
    test.assertGreaterEqual(len(names), 25, page)
    return names


def walk(test, names, *settings, rounds=4):
    """Runs these methods; each is to learn something."""
    for name in names:
        with test.subTest(method=name, settings=settings):
            out = "-".join((name, *settings)).replace("/", "_")
            summary = test.result(f"method.name={name}", "network.workers=5", f"run.rounds={rounds}", *settings, out=out,
                                  scenario=QUICKSTART)
            test.assertEqual(summary["rounds"], rounds)
            test.assertGreater(summary["delivered"], 0)
            rows = test.rows(out=out)
            test.assertLess(float(rows[-1]["loss"]), float(rows[0]["loss"]))


class Ideal(CommandLine):
    def test_every_method_runs(self):
        walk(self, names_of(self), "network.medium=ideal")


class Wifi(CommandLine):
    def test_every_method_runs(self):
        walk(self, [name for name in names_of(self) if name not in NEEDS_IDEAL], "network.medium=wifi")


class Cell(CommandLine):
    def test_every_method_runs(self):
        walk(self, [name for name in names_of(self) if name not in NEEDS_IDEAL], "network.medium=cell")


class Lrwpan(CommandLine):
    def test_every_method_runs(self):
        walk(self, [name for name in names_of(self) if name not in NEEDS_IDEAL], "network.medium=lrwpan", *SMALL_MODEL, rounds=3)


class Downlinks(CommandLine):
    def test_methods_run_without_the_model_being_sent_whole(self):
        for downlink, names in DOWNLINKS.items():
            for medium in ("ideal", "cell"):
                walk(self, names, f"network.medium={medium}", f"network.downlink={downlink}", *SMALL_MODEL, rounds=3)

    def test_the_ordering_runs_on_both_radios_of_ns_3(self):
        for downlink in DOWNLINKS:
            walk(self, ("ordered-timer",), "network.medium=wifi", f"network.downlink={downlink}", *SMALL_MODEL)
            walk(self, ("ordered-timer",), "network.medium=lrwpan", f"network.downlink={downlink}", *SMALL_MODEL, rounds=3)

    def test_radios_that_sleep_on_schedule_learn(self):
        for clock in ("wall-clock", "levels"):
            for downlink in ("model", "change"):
                walk(self, ("ordered-timer", "gd"), "network.medium=wifi", "network.sleep=wake-on-schedule",
                     f"network.ordering_clock={clock}", f"network.downlink={downlink}", *SMALL_MODEL)


class Expanded(CommandLine):
    def test_the_expanded_scenario_names_every_part_of_the_method(self):
        self.result("method.name=laq", "run.rounds=2", "network.medium=ideal", scenario=QUICKSTART)
        text = (self.folder / "out" / "scenario.toml").read_text()
        for line in ('selection = "laq"', 'loudness = "spoken"', 'compression = "laq"', 'memory = "innovation"',
                     'optimizer = "gradient"', 'step_size = "1/L"', "bits = 4", "memory_weight = 0.08"):
            self.assertIn(line, text)

    def test_a_part_that_is_set_takes_the_place_of_the_methods_own(self):
        plain = self.result("method.name=gd", "run.rounds=2", "network.medium=ideal", out="plain", scenario=QUICKSTART)
        half = self.result("method.name=gd", "method.compression=float16", "run.rounds=2", "network.medium=ideal", out="half",
                           scenario=QUICKSTART)
        self.assertLess(half["uplink_bytes"], 0.6 * plain["uplink_bytes"])

    def test_a_result_says_where_its_method_is_not_the_one_of_that_name(self):
        done = self.run_small("method.name=ef21", "method.compression=float64", "network.medium=ideal", scenario=QUICKSTART,
                              out="changed")
        self.assertIn("ef21 (compression = float64) over ideal", done.stdout)

    def test_a_worker_that_runs_away_on_its_own_ends_the_run_as_diverged(self):
        summary = self.result("method.name=fedavg", "method.step_size=20/L", "method.local_steps=3000", "problem.kind=linear",
                              "problem.data=near-identical", "network.medium=ideal", "run.rounds=5")
        self.assertEqual(summary["status"], "diverged")


if __name__ == "__main__":
    unittest.main()
