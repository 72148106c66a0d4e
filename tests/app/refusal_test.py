"""What `ogsim run` says to bad input and full disks, and that it leaves no trace of them on disk.

Usage: refusal_test.py OGSIM [unittest arguments]
"""

import gzip
import resource
import struct
import unittest

from command_line import CommandLine


class BadInput(CommandLine):
    def test_zero_workers(self):
        self.assert_bad_input(self.run_small("network.workers=0"), "network.workers = 0")

    def test_more_workers_than_samples(self):
        self.assert_bad_input(self.run_small("network.workers=500"), "network.workers = 500", "sample")

    def test_genie_on_a_real_radio(self):
        self.assert_bad_input(self.run_small("method.name=genie"), "genie", "ideal")

    def test_an_unknown_data_mode(self):
        self.assert_bad_input(self.run_small("network.wifi.data_mode=HtMcs99"), "network.wifi.data_mode", "HtMcs99")

    def test_a_missing_data_file(self):
        self.assert_bad_input(self.run_small("problem.data=nowhere.csv"), "nowhere.csv")

    def test_a_broken_csv(self):
        for text, words in (("1,2\n3,4\n5\n", ("broken.csv:3",)), ("", ("broken.csv", "empty")),
                            ("1,2\nx,1\n3,2\n", ("broken.csv:2", "x")), ("1,2\nnan,1\n", ("broken.csv:2", "nan"))):
            with self.subTest(text=text):
                (self.folder / "broken.csv").write_text(text)
                self.assert_bad_input(self.run_small("problem.data=broken.csv"), *words)

    def test_broken_files_of_the_other_formats(self):
        one_image = struct.pack(">IIII", 2051, 1, 1, 2) + b"ab"
        one_label = struct.pack(">II", 2049, 1) + b"1"
        whole = gzip.compress(b"1,2,0\n3,4,1\n" * 50)
        for name, content, words in (
                ("a.libsvm", b"1 1:0.5\n0 1000000000:1\n", ("a.libsvm:2", "1000000000")),
                ("a.libsvm", b"1 1:0.5\n0 2:1 1:1\n", ("a.libsvm:2",)),
                ("a.csv.gz", whole[:-9], ("a.csv.gz", "gzip")),
                ("a.csv.gz", b"no gzip at all", ("a.csv.gz", "gzip")),
                ("x-images-idx3-ubyte", b"\0\0\x08\x07" + one_image[4:], ("x-images-idx3-ubyte",)),
                ("x-images-idx3-ubyte", one_image[:-1], ("x-images-idx3-ubyte",)),
                ("x-images-idx3-ubyte", b"", ("x-images-idx3-ubyte", "empty"))):
            with self.subTest(name=name, content=content[:20]):
                (self.folder / "x-labels-idx1-ubyte").write_bytes(one_label)
                (self.folder / name).write_bytes(content)
                self.assert_bad_input(self.run_small("problem.data=" + name), *words)
        (self.folder / "folder.csv").mkdir()
        self.assert_bad_input(self.run_small("problem.data=folder.csv"), "folder.csv", "folder")

    def test_folders_made_for_a_run_that_did_not_start(self):
        (self.folder / "broken.csv").write_text("1,2\nnan,1\n")
        done = self.ogsim("run", self.scenario, "--out", "above/between/out", "--set", "problem.data=broken.csv")
        self.assert_bad_input(done, "broken.csv:2")
        self.assertFalse((self.folder / "above").exists())

    def test_a_scenario_that_does_not_exist(self):
        self.assert_bad_input(self.run_small(scenario="nowhere.toml"), "nowhere.toml")

    def test_a_target_accuracy_without_a_test_part(self):
        self.assert_bad_input(self.run_small("run.target_accuracy=0.9", "problem.test_fraction=0"), "run.target_accuracy")

    def test_a_gap_without_an_optimum(self):
        (self.folder / "separable.csv").write_text("".join(f"{x},{int(x > 0)}\n" for x in range(-8, 9)))
        done = self.run_small("problem.data=separable.csv", "problem.l2_weight=0", "run.target_gap=1e-3",
                              "problem.test_fraction=0")
        self.assert_bad_input(done, "run.target_gap", "problem.l2_weight")

    def test_a_gap_closer_than_the_optimum_is_known(self):
        self.assert_bad_input(self.run_small("run.target_gap=1e-14"), "run.target_gap = 1e-14", "known to")

    def test_a_deadline_shorter_than_the_window(self):
        # 2 * 10 ms + 4 workers * 20 us
        self.assert_bad_input(self.run_small("network.window_ms=10", "network.deadline_s=0.001"), "network.deadline_s = 0.001",
                              "must be > 0.02008 s, two windows")

    def test_crashes_that_are_none(self):
        self.assert_bad_input(self.run_small("faults.schedule=3@2-1"), 'faults.schedule = "3@2-1"', "must end after it begins")
        self.assert_bad_input(self.run_small("faults.schedule=later"), 'faults.schedule = "later"', "must be WHO@FROM-UNTIL")
        self.assert_bad_input(self.run_small("faults.schedule=4@1-2"), "names worker 4; the last one is 3")

    def test_downlinks_clocks_and_sleep_that_do_not_go_together(self):
        for settings, words in (
                (("network.downlink=overheard", "method.name=lag-ps"), ("network.downlink", "only the server knows who is to speak")),
                (("network.downlink=overheard", "method.summation=anew"), ("method.summation", "must be running")),
                (("network.downlink=overheard", "network.sleep=wake-on-schedule"), ("network.downlink", "who sleeps overhears")),
                (("network.downlink=overheard", "network.ordering_clock=levels"), ("network.ordering_clock", "count themselves")),
                (("network.ordering_clock=freeze", "network.sleep=wake-on-schedule"),
                 ("network.ordering_clock", "must be wall-clock or levels"))):
            with self.subTest(settings=settings):
                self.assert_bad_input(self.run_small(*settings), *words)

    def test_settings_that_the_radio_of_the_cell_does_not_have(self):
        for settings, words in ((("network.cell.data_mode=HtMcs8",), ("network.cell.data_mode", "HtMcs8", "HtMcs7")),
                                (("network.cell.radio=802.15.4", "network.cell.fragment_b=109"), ("network.cell.fragment_b", "108")),
                                (("network.cell.radio=802.15.4", "network.cell.window_min=9"), ("network.cell.window_min", "8")),
                                (("network.cell.radio=802.15.4", "network.cell.window_max=2"), ("network.cell.window_max", "3"))):
            with self.subTest(settings=settings):
                self.assert_bad_input(self.run_small("network.medium=cell", *settings), *words)

    def test_crashes_that_are_none_leave_an_earlier_result_alone(self):
        self.result(out="earlier")
        before = {path.name: path.read_bytes() for path in (self.folder / "earlier").iterdir()}
        self.assert_bad_input(self.run_small("faults.schedule=later", out="earlier"), "faults.schedule")
        self.assertEqual({path.name: path.read_bytes() for path in (self.folder / "earlier").iterdir()}, before)

    def test_an_output_folder_that_is_not_ours(self):
        (self.folder / "thesis").mkdir()
        (self.folder / "thesis" / "chapter.tex").write_text("precious")
        done = self.run_small(out="thesis")
        self.assert_bad_input(done, "thesis", "not a run folder")
        self.assertEqual((self.folder / "thesis" / "chapter.tex").read_text(), "precious")

    def test_an_output_folder_that_holds_another_scenario(self):
        self.result(out="earlier")
        before = (self.folder / "earlier" / "summary.json").read_bytes()
        self.assert_bad_input(self.run_small("run.rounds=3", out="earlier"), "holds the result of another scenario")
        self.assertEqual((self.folder / "earlier" / "summary.json").read_bytes(), before)

    def test_compare_of_what_is_no_run(self):
        done = self.ogsim("compare", self.folder)
        self.assertEqual(done.returncode, 2)
        self.assertIn("no run folder", done.stderr)

    def test_set_takes_one_value_so_that_the_scenario_may_follow(self):
        done = self.ogsim("run", "--set", "network.workers=0", self.scenario)
        self.assert_bad_input(done, "network.workers = 0")

    def test_check_finds_what_a_run_would_stumble_over(self):
        for setting, word in (("network.workers=500", "sample"), ("network.wifi.data_mode=HtMcs99", "HtMcs99")):
            done = self.ogsim("check", self.scenario, "--set", setting)
            self.assert_bad_input(done, word)


class FullDisk(CommandLine):
    # The kernel refuses to let a file grow past the limit, as a full disk would.
    def limited(self, most_bytes):
        return self.run_small(
            "run.rounds=60", out="out", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes,) * 2))

    def test_says_so_and_keeps_the_earlier_result(self):
        self.result("run.rounds=60")
        before = {path.name: path.read_bytes() for path in (self.folder / "out").iterdir()}
        done = self.limited(8192)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("cannot write", done.stderr)
        self.assertEqual({path.name: path.read_bytes() for path in (self.folder / "out").iterdir()}, before)

    def test_an_output_folder_that_cannot_be_made(self):
        done = self.ogsim("run", self.scenario, "--out", "/proc/ogsim")
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("cannot write", done.stderr)


if __name__ == "__main__":
    unittest.main()
