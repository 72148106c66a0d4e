"""The page of a report in a browser: of a made-up report, and of real runs.

Usage: report_page_test.py OGSIM [unittest arguments]; OGSIM_SAMPLE_PAGE is the program that writes the sample page.
"""

import os
import subprocess
import unittest

from page_checks import Page


class SamplePage(Page):
    """The made-up report of tests/src/report/sample_report.h: every figure, and markup in the names."""

    @classmethod
    def made(cls, _folder):
        return subprocess.run([os.environ["OGSIM_SAMPLE_PAGE"]], capture_output=True, timeout=60, check=True).stdout


if __name__ == "__main__":
    unittest.main()
