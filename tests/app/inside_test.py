"""What `ogsim run` records on request, `ogsim timeline`, and `ogsim run --each`, as a user types them."""

import collections
import json
import re
import resource
import unittest

from command_line import FATES, ROOT, CommandLine


class Recordings(CommandLine):
    def recorded(self, *settings, out="out"):
        return self.result("record.messages=true", "record.timeline=true", *settings, out=out)

    def timeline(self, out="out"):
        """Slices by the name of their track, as (start, duration, name) in ns; and the marks."""
        events = json.loads((self.folder / out / "timeline.json").read_text())["traceEvents"]
        names = {e["tid"]: e["args"]["name"] for e in events if e["name"] == "thread_name"}
        slices = collections.defaultdict(list)
        for e in events:
            if e["ph"] == "X":
                slices[names[e["tid"]]].append((round(1000 * e["ts"]), round(1000 * e["dur"]), e["name"]))
        return slices, [e for e in events if e["ph"] == "i"]

    def test_recording_changes_nothing_of_the_result(self):
        for medium in ("ideal", "wifi"):
            with self.subTest(medium=medium):
                plain = self.result("network.medium=" + medium, out="plain")
                recorded = self.recorded("network.medium=" + medium, out="plain")  # the same hash: may take its place
                self.assertEqual(plain, recorded)
                self.result("network.medium=" + medium, out="again")
                for name in ("rounds.csv", "workers.csv", "summary.json"):
                    self.assertEqual((self.folder / "plain" / name).read_bytes(),
                                     (self.folder / "again" / name).read_bytes())
                self.assertFalse((self.folder / "again" / "messages.csv").exists())
                for out in ("plain", "again"):
                    for file in (self.folder / out).iterdir():
                        file.unlink()

    def test_the_shortcuts_record_the_same_bytes_again(self):
        self.recorded(out="first")
        done = self.ogsim("run", self.scenario, "--messages", "--timeline", "--out", "second")
        self.assertEqual(done.returncode, 0, done.stderr)
        for name in ("scenario.toml", "messages.csv", "timeline.json"):
            self.assertEqual((self.folder / "first" / name).read_bytes(), (self.folder / "second" / name).read_bytes())

    def test_messages_add_up_to_the_summary(self):
        for settings in (("network.medium=ideal",), ("network.medium=wifi", "network.channel.extra_loss=0.2"),
                         ("method.name=gd", "network.workers=8")):
            with self.subTest(settings=settings):
                out = "-".join(settings).replace("=", "-")
                summary = self.recorded("run.rounds=25", *settings, out=out)
                rows = self.rows("messages.csv", out=out)
                updates = [row for row in rows if row["kind"] == "update"]
                self.assertEqual(len(updates), summary["offered"])
                for fate in FATES:
                    ended = [row for row in updates if row["fate"] == fate]
                    self.assertEqual(len(ended), summary[fate], fate)
                    self.assertAlmostEqual(sum(float(row["tx_j"]) for row in ended), summary[f"tx_{fate}_j"], places=12)
                self.assertEqual(sum(int(row["on_air_b"]) for row in rows if row["kind"] != "model"),
                                 summary["uplink_bytes"])
                models = [row for row in rows if row["kind"] == "model"]
                self.assertEqual([int(row["round"]) for row in models], list(range(1, summary["rounds"] + 2)))
                heard = sum(int(row["received"]) for row in models[:-1])
                self.assertEqual(heard + summary["missed_models"], summary["rounds"] * summary["workers"])
                for row in updates:
                    if row["on_air_s"]:
                        self.assertLessEqual(float(row["offered_s"]), float(row["on_air_s"]))
                        self.assertLess(float(row["on_air_s"]), float(row["left_s"]))
                    self.assertLessEqual(float(row["offered_s"]), float(row["ended_s"]))

    def test_every_column_of_messages_is_explained(self):
        self.recorded("network.medium=ideal")
        words = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "results.md").read_text()))
        self.assertLessEqual(set(self.rows("messages.csv")[0]), words)

    def test_slices_of_a_track_never_overlap_and_those_of_radios_fill_the_run(self):
        for settings in (("network.medium=ideal", "network.sleep=between-duties", "energy.device=esp32"),
                         ("network.medium=wifi", "network.channel.extra_loss=0.2"),
                         ("method.name=gd", "energy.battery_j=0.005")):
            with self.subTest(settings=settings):
                summary = self.recorded(*settings)
                self.assertEqual(summary["dead_workers"] > 0, "energy.battery_j=0.005" in settings)
                run_ns = round(1e9 * summary["sim_time_s"])
                slices, marks = self.timeline()
                for track, of_track in slices.items():
                    of_track.sort()
                    for before, after in zip(of_track, of_track[1:]):
                        self.assertLessEqual(before[0] + before[1], after[0], track)
                for track in ["server"] + [f"worker {k}" for k in range(4)] + ["rounds"]:
                    self.assertEqual(slices[track][0][0], 0, track)
                    self.assertEqual(sum(duration for _, duration, _ in slices[track]), run_ns, track)
                for worker in self.rows("workers.csv"):
                    for state in ("tx", "rx", "idle", "sleep", "busy"):
                        in_state = sum(d for _, d, name in slices["worker " + worker["worker"]] if name == state)
                        self.assertEqual(in_state, round(1e9 * float(worker[state + "_s"])))
                for fate in FATES:
                    self.assertEqual(sum(mark["name"] == fate for mark in marks), summary[fate])
                for file in (self.folder / "out").iterdir():
                    file.unlink()

    def test_the_timeline_holds_the_rounds_asked_for(self):
        self.recorded("record.timeline_first_round=3", "record.timeline_rounds=2")
        slices, _ = self.timeline()
        self.assertEqual([name for _, _, name in slices["rounds"]], ["round 3", "round 4"])
        closes = [round(1e9 * float(row["sim_time_s"])) for row in self.rows()]
        for track in ("server", "worker 2"):
            self.assertEqual(min(start for start, _, _ in slices[track]), closes[1])
            self.assertEqual(sum(duration for _, duration, _ in slices[track]), closes[3] - closes[1])

    def test_a_full_disk_ends_the_run(self):
        def limit():  # 8 KiB a file: the timeline is longer, rounds.csv is not
            resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))

        done = self.ogsim("run", self.scenario, "--timeline", "--out", "out", preexec_fn=limit)
        self.assertEqual(done.returncode, 3, done.stdout + done.stderr)
        self.assertIn("timeline.json: File too large", done.stderr)
        self.assertFalse((self.folder / "out").exists())


class Timeline(CommandLine):
    def test_it_draws_a_round_of_a_run_that_recorded_nothing(self):
        for medium in ("ideal", "wifi"):
            self.result("network.medium=" + medium, out=medium)
            for round_ in (1, 4, 6):
                done = self.ogsim("timeline", medium, "--round", round_)
                self.assert_answered(done, f"round {round_} of {medium}: ordered-timer, 4 workers over {medium}\n",
                                     "\nserver", "T sends")
                self.assertNotIn("\033", done.stdout)
                self.assertTrue(done.stdout.isascii())
                self.assertLessEqual(max(map(len, done.stdout.split("\n"))), 160)
        done = self.ogsim("timeline", "wifi", "--round", 1, "--all", "--width", 90)
        rows = [line for line in done.stdout.split("\n") if line.startswith("worker ")]
        self.assertEqual(len(rows), 4)
        self.assertTrue(all(len(row) <= 90 for row in rows))

    def test_it_says_what_it_cannot_draw(self):
        self.result("network.medium=ideal")
        self.assert_refused(self.ogsim("timeline", "out", "--round", 7), "--round 7: must be from 1 to 6")
        self.assert_refused(self.ogsim("timeline", "out", "--round", 0), "--round 0: must be from 1 to 6")
        self.assert_refused(self.ogsim("timeline", ".", "--round", 1), "timeline .: no run folder")
        self.assert_refused(self.ogsim("timeline", "out"), "--round is required")

    def test_it_refuses_to_draw_what_the_run_was_not(self):
        self.result("network.medium=ideal")
        rounds = self.folder / "out" / "rounds.csv"
        lines = rounds.read_text().split("\n")
        lines[3] = lines[3].replace("3,", "3,1", 1)
        rounds.write_text("\n".join(lines))
        done = self.ogsim("timeline", "out", "--round", 3)
        self.assertEqual(done.returncode, 3, done.stdout)
        self.assertIn("round 3 does not come out again", done.stderr)
        self.assertEqual(done.stdout, "")


class Each(CommandLine):
    def each(self, *options, out="out"):
        words = [word for option in options for word in ("--each", option)]
        return self.ogsim("run", self.scenario, "--set", "run.target_accuracy=0.6", "--out", out, *words)

    def test_it_runs_every_combination_and_compares(self):
        done = self.each("network.medium=ideal,wifi", "method.name=gd,ordered-timer")
        self.assert_answered(done, "\nmedium, method.name ", "marginal joules:", "To the target")
        names = ("ideal, gd ", "ideal, ordered-timer ", "wifi, gd ", "wifi, ordered-timer ")
        for name in names:  # where it lies, and five tables
            self.assertEqual(sum(line.startswith(name) for line in done.stdout.split("\n")), 6, done.stdout)
        self.assertEqual(sorted(path.name for path in (self.folder / "out").iterdir()),
                         ["ideal-gd", "ideal-ordered-timer", "wifi-gd", "wifi-ordered-timer"])
        self.assertNotIn("runs differ", done.stdout)

    def test_a_run_among_others_is_the_same_as_one_alone(self):
        self.assert_answered(self.each("network.medium=wifi,ideal", "run.seed=1,2"))
        for medium in ("ideal", "wifi"):
            self.result("network.medium=" + medium, "run.seed=2", "run.target_accuracy=0.6", out=medium)
            for name in ("scenario.toml", "rounds.csv", "workers.csv", "summary.json"):
                self.assertEqual((self.folder / medium / name).read_bytes(),
                                 (self.folder / "out" / (medium + "-2") / name).read_bytes(), medium + name)

    def test_without_out_each_run_goes_where_run_would_put_it(self):
        done = self.ogsim("run", self.scenario, "--each", "network.medium=ideal,wifi")
        self.assertEqual(done.returncode, 0, done.stderr)
        alone = self.ogsim("run", self.scenario, "--set", "network.medium=wifi").stdout.split("\n")[-2]
        self.assertIn(alone, done.stdout)

    def test_a_run_without_its_target_is_shown_so(self):
        done = self.each("run.rounds=1,60")
        self.assert_answered(done, "did NOT reach its target in 1 rounds", "rounds-exhausted", "target-reached")

    def test_every_variant_is_checked_before_the_first_runs(self):
        self.assert_bad_input(self.each("network.medium=ideal,wfi", "method.name=gd,xx"),
                              '--each: network.medium = "wfi": must be one of ideal, ', '--each: method.name = "xx": must be')
        self.assert_bad_input(self.each("network.medium=ideal,ideal"), "names ideal twice")
        self.assert_bad_input(self.each("network.medium"), "--each network.medium: must be KEY=VALUE,VALUE...")
        self.assert_bad_input(self.each("run.seed=1", "run.seed=2"), "varied by an earlier --each")
        self.assert_bad_input(self.each("network.medium=ideal,"), "no value empty")
        self.assert_bad_input(self.each("problem.data=breast-cancer,gone.csv"), "--each: problem.data = ", "gone.csv")
        self.assert_bad_input(self.each("network.wifi.data_mode=HtMcs7,Nonsense"), "--each, Nonsense: ", "802.11n has HtMcs0")

    def test_compare_names_runs_by_what_tells_them_apart(self):
        self.assert_answered(self.each("network.medium=ideal,wifi"))
        done = self.ogsim("compare", "out")
        self.assert_answered(done, "\nideal  ", "\nwifi  ", "out/ideal")
        self.assertTrue(done.stdout.startswith("medium "))


if __name__ == "__main__":
    unittest.main()
