"""ogsim report and ogsim plot on a small study, and what they refuse."""

import csv
import os
import re
import shutil
import unittest

from command_line import CommandLine

SWEEP = """[sweep]
"method.name" = ["gd", "ordered-timer"]
"network.workers" = [2, 4]
replicas = 2
"""


def make_study(self):
    CommandLine.setUp(self)
    text = self.scenario.read_text().replace("rounds = 6", "rounds = 40\ntarget_gap = 0.05")
    self.scenario.write_text(text.replace('"wifi"', '"ideal"') + SWEEP)
    done = self.ogsim("sweep", self.scenario, "-o", "small.sqlite")
    self.assertEqual(done.returncode, 0, done.stderr)


class Report(CommandLine):
    setUp = make_study

    def test_answers_and_writes_a_page_beside_the_study(self):
        done = self.ogsim("report", "small.sqlite")
        self.assertEqual(done.returncode, 0, done.stderr)
        lines = done.stdout.splitlines()
        self.assertRegex(lines[0], r"^To a gap of 0\.05 .*the fewest joules .* of 2 settings")
        self.assertEqual(lines[-1], "small.html")
        self.assertIn("2 of 2", done.stdout)
        self.assertIn(lines[0].split(";")[0][:40], (self.folder / "small.html").read_text())
        self.assertEqual([path.name for path in self.folder.glob("*.partial*")], [])

    def test_makes_the_same_bytes_again(self):
        first = self.ogsim("report", "small.sqlite", "-o", "a.html")
        second = self.ogsim("report", "small.sqlite", "-o", "b.html")
        self.assertEqual(first.returncode + second.returncode, 0)
        self.assertEqual((self.folder / "a.html").read_bytes(), (self.folder / "b.html").read_bytes())

    def test_takes_another_target_and_baseline(self):
        done = self.ogsim("report", "small.sqlite", "--target", "loss=0.4", "--baseline", "ordered-timer")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("To a loss of 0.4", done.stdout)
        self.assertIn("Of ordered-timer's joules, by paired replicas: gd", done.stdout)

    def test_reads_run_folders(self):
        self.assertEqual(self.ogsim("run", self.scenario, "--set", "method.name=gd", "--out", "one").returncode, 0)
        done = self.ogsim("report", "one")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertRegex(done.stdout, r"To a gap of 0\.05 gd spends [0-9.]+ J \(one run, so no interval\)\.")
        self.assertTrue((self.folder / "one.html").is_file())

    def test_refuses_what_it_cannot_report(self):
        for arguments, word in ((["nothing.sqlite"], "nothing.sqlite"),
                                (["small.sqlite", "--target", "speed=1"], "accuracy=A"),
                                (["small.sqlite", "--baseline", "lag"], "gd, ordered-timer"),
                                ([self.scenario], "small.toml")):
            done = self.ogsim("report", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(word, done.stderr)
        self.assertFalse((self.folder / "small.html").exists())


class Plot(CommandLine):
    setUp = make_study

    @unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
    def test_draws_every_figure_in_every_format(self):
        done = self.ogsim("plot", "small.sqlite")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stderr, "")
        folder = self.folder / "small-plots"
        names = ["curves-1", "curves-2", "cost-1", "cost-2", "energy-1", "energy-2", "fates-1", "fates-2", "pareto",
                 "effect-workers", "workers-1", "workers-2"]
        for name in names:
            for ending, start in (("svg", b"<?xml"), ("pdf", b"%PDF"), ("png", b"\x89PNG")):
                picture = (folder / f"{name}.{ending}").read_bytes()
                self.assertTrue(picture.startswith(start), name)
                self.assertGreater(len(picture), 2000, name)
        self.assertEqual(len(list(folder.glob("*.svg"))), len(names))
        self.assertIn("gd", (folder / "curves-1.svg").read_text())

    @unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
    def test_draws_the_same_bytes_as_wide_as_asked(self):
        for out in ("a", "b"):
            done = self.ogsim("plot", "small.sqlite", "-o", out, "--figure", "energy", "--format", "svg", "--width-cm", "17.8")
            self.assertEqual(done.returncode, 0, done.stderr)
        first = (self.folder / "a" / "energy-1.svg").read_text()
        self.assertEqual(first, (self.folder / "b" / "energy-1.svg").read_text())
        width = float(re.search(r'viewBox="0 0 ([0-9.]+) ', first)[1])
        self.assertAlmostEqual(width, 17.8 / 2.54 * 96, delta=1.0)
        self.assertEqual(sorted(path.name for path in (self.folder / "a").glob("*.*")), ["energy-1.svg", "energy-2.svg"])

    @unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
    def test_exports_what_is_drawn(self):
        self.assertEqual(self.ogsim("plot", "small.sqlite", "--figure", "cost", "--format", "svg").returncode, 0)
        with open(self.folder / "small-plots" / "data" / "cost.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({row["setting"] for row in rows}, {"2 workers", "4 workers"})
        gd = next(row for row in rows if row["series"] == "gd" and row["measure"] == "total_j")
        self.assertEqual((gd["reached"], gd["replicas"], gd["ratio"]), ("2", "2", ""))

    @unittest.skipUnless(shutil.which("gnuplot"), "needs gnuplot")
    def test_energy_adds_up_to_the_summary(self):
        # Sleeping radios on a lossy Wi-Fi: every part but "off" takes part.
        summary = self.result("network.medium=wifi", "network.sleep=between-duties", "network.channel.extra_loss=0.2",
                              "run.rounds=8", "energy.compute_w=0.1", out="one")
        self.assertEqual(self.ogsim("plot", "one", "--figure", "energy", "--format", "svg").returncode, 0)
        with open(self.folder / "one-plots" / "data" / "energy.csv", newline="") as file:
            rows = list(csv.DictReader(file))
        for basis, key in (("total", "total_j"), ("marginal", "marginal_j")):
            parts = [float(row["joules"]) for row in rows if row["basis"] == basis]
            self.assertAlmostEqual(sum(parts) / summary[key], 1.0, delta=1e-9)
            self.assertGreater(sum(1 for part in parts if part > 0), 5 if basis == "total" else 4)
        asleep = next(row for row in rows if row["part"] == "sleep" and row["basis"] == "marginal")
        self.assertEqual(float(asleep["joules"]), 0.0)  # it rests asleep

    def test_names_what_may_be_asked_for(self):
        for arguments, word in ((["--figure", "nix"], "curves, cost"), (["--format", "jpg"], "svg, pdf, png"),
                                (["--width-cm", "0"], "from 4 to 100"), (["--width-cm", "nan"], "")):
            done = self.ogsim("plot", "small.sqlite", *arguments)
            self.assertEqual(done.returncode, 2, done.stderr)
            self.assertIn(word, done.stderr)
        self.assertFalse((self.folder / "small-plots").exists())

    def test_says_where_gnuplot_is_found(self):
        done = self.ogsim("plot", "small.sqlite", env={**os.environ, "PATH": str(self.folder)})
        self.assertEqual(done.returncode, 3)
        self.assertIn("gnuplot-nox", done.stderr)


if __name__ == "__main__":
    unittest.main()
