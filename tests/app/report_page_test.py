"""The page of a report in a browser: of a made-up report, and of real runs.

Usage: report_page_test.py OGSIM [unittest arguments]; OGSIM_SAMPLE_PAGE is the program that writes the sample page.
"""

import os
import subprocess
import unittest

from command_line import OGSIM
from page_checks import Page


class SamplePage(Page):
    """The made-up report of tests/src/report/sample_report.h: every figure, and markup in the names."""

    @classmethod
    def made(cls, _folder):
        return subprocess.run([os.environ["OGSIM_SAMPLE_PAGE"]], capture_output=True, timeout=60, check=True).stdout

    # From the sample: 1234.5 J with 8 % to either side are 1.2345 [1.13574, 1.33326] kJ; the ratios as they are.
    def test_numbers_have_four_digits_their_unit_and_its_prefix(self):
        row = "[...document.querySelector('#figure-cost .scroll tbody tr').cells].map((cell) => cell.textContent)"
        self.assertEqual(self.plain(row), ["gd", "20 workers", "1.234 [1.136, 1.333] kJ", "1 [0.95, 1.06]", "5 of 5"])
        self.assertEqual(self.plain(row.replace("tr'", "tr:nth-child(5)'"))[2], "1.975 [1.817, ∞) kJ")  # No upper end.
        select = "document.querySelector('#figure-cost select[name=measure]')"
        self.value(f"{select}.selectedIndex = 1; {select}.dispatchEvent(new Event('change'))")
        self.assertEqual(self.plain(row)[2], "-2 [-2.16, -1.84] mJ")

    def plain(self, expression):
        return [text.replace("\u202f", " ").replace("\u2212", "-") for text in self.value(expression)]

    # The sample's marginal energy is below zero in every row: a logarithmic axis shows none of it, and says so.
    def test_what_a_logarithmic_axis_cannot_show_is_counted(self):
        select = "document.querySelector('#figure-cost select[name=measure]')"
        self.value(f"{select}.selectedIndex = 1; {select}.dispatchEvent(new Event('change'))")
        self.value("document.querySelector('#figure-cost input[name=xlog]').click()")
        self.assertIn("5 values of zero or less", self.value("document.querySelector('#figure-cost .said').textContent"))


STUDY = """[problem]
kind = "logistic"
data = "breast-cancer"
l2_weight = 0.01
[network]
medium = "wifi"
radius_m = 10.0
[energy]
battery_j = 0.2
[run]
rounds = 15
target_accuracy = 0.93
[sweep]
"method.name" = ["gd", "ordered-timer"]
"network.workers" = [4, 6]
replicas = 2
"""


class StudyPage(Page):
    """What `ogsim report` makes of a real study."""

    ALIKE = ("timeline",)  # in round 1 every worker speaks, whatever the method

    @classmethod
    def made(cls, folder):
        (folder / "study.toml").write_text(STUDY)
        for command in (["sweep", "study.toml", "--out", "study.sqlite"], ["report", "study.sqlite", "--out", "page.html"]):
            subprocess.run([OGSIM, *command], cwd=folder, capture_output=True, timeout=300, check=True)
        return (folder / "page.html").read_bytes()


if __name__ == "__main__":
    unittest.main()
