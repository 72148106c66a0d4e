"""What a user types and gets back: `ogsim`, `ogsim check` and `ogsim describe`, their messages and exit codes.

Usage: command_line_test.py OGSIM [unittest arguments]
"""

import re
import shutil
import subprocess
import unittest

from command_line import OGSIM, ROOT, CommandLine

SCENARIOS = ROOT / "scenarios"
COMMANDS = ("run", "sweep", "report", "plot", "export", "query", "merge", "check", "describe", "compare", "timeline",
            "completion", "man")


class Usage(CommandLine):
    def test_no_arguments_show_the_help(self):
        self.assert_refused(self.ogsim(), "Usage: ogsim", "describe", "Exit codes")

    def test_help_and_version_are_results(self):
        self.assert_answered(self.ogsim("--help"), "Usage: ogsim", "Exit codes: 0 a result, 2 bad input, 3 could not finish.")
        self.assertRegex(self.ogsim("--version").stdout, r"^ogsim \d+\.\d+\.\d+")
        for command in COMMANDS:
            self.assert_answered(self.ogsim(command, "--help"), f"Usage: ogsim {command}", "Example")

    def test_unknown_commands_are_named_with_the_nearest(self):
        self.assert_refused(self.ogsim("chekc"), "ogsim: unknown command chekc; did you mean check?\n")
        self.assert_refused(self.ogsim("sing"), "ogsim: unknown command sing\n", "Commands: " + " ".join(COMMANDS))
        self.assert_refused(self.ogsim(""), "ogsim: unknown command")

    def test_unknown_options_are_refused(self):
        self.assert_refused(self.ogsim("--frobnicate"), "ogsim:")
        self.assert_refused(self.ogsim("check", SCENARIOS / "quickstart.toml", "--frobnicate"), "--frobnicate")
        self.assert_refused(self.ogsim("check", "one.toml", "two.toml"), "two.toml")

    def test_missing_arguments_are_named(self):
        self.assert_refused(self.ogsim("check"), "ogsim: scenario is required")
        self.assert_refused(self.ogsim("run"), "ogsim: scenario is required")
        self.assert_refused(self.ogsim("compare"), "ogsim: folder is required")
        self.assert_refused(self.ogsim("check", "s.toml", "--set"), "--set")

    def test_strange_arguments_never_crash(self):
        for word in ("\x01", "=", "[", "{}", "[]", "--", "-", "--=", "-\u00e9", "x" * 100000, "\udcff"):
            for before in ((), ("check",), ("describe",), ("check", "--set"), ("check", "s.toml", "--set")):
                done = subprocess.run([OGSIM, *before, word], capture_output=True, timeout=60, check=False)
                self.assertIn(done.returncode, (0, 2), (before, word, done.stderr))


class ShellHelps(CommandLine):
    """The manual page and the completion scripts are made from the options themselves."""

    def options_of(self, command):
        return set(re.findall(r"^  [-\w,]*(--[a-z][-a-z]*)", self.ogsim(command, "--help").stdout, re.MULTILINE))

    def test_the_manual_names_every_command_and_every_option(self):
        page = self.ogsim("man").stdout
        self.assertTrue(page.startswith(".TH OGSIM 1"))
        for command in COMMANDS:
            part = page.split(f".SS {command}\n")[1].split(".SS ")[0]
            for option in self.options_of(command):
                self.assertIn(option.replace("-", "\\-"), part, command)

    def test_the_manual_is_sound_roff(self):
        if not shutil.which("groff"):
            self.skipTest("groff is not installed")
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww"], input=self.ogsim("man").stdout, capture_output=True,
                              text=True, check=True)
        self.assertEqual(done.stderr, "")
        self.assertIn("ogsim run scenarios/quickstart.toml", done.stdout)

    def completed(self, *words):
        script = (f"source <({OGSIM} completion bash); compopt() {{ :; }}; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); "
                  "_ogsim; printf '%s\\n' \"${COMPREPLY[@]}\"")
        return subprocess.run(["bash", "-uc", script, "ogsim", *words], capture_output=True, text=True, check=True,
                              cwd=ROOT).stdout.split()

    def test_bash_completes_commands_options_keys_topics_and_files(self):
        self.assertEqual(self.completed("ogsim", "sw"), ["sweep"])
        self.assertEqual(set(self.completed("ogsim", "sweep", "--s")), {"--set", "--shard"})
        self.assertEqual(self.completed("ogsim", "run", "s.toml", "--set", "network.workers"), ["network.workers="])
        self.assertEqual(self.completed("ogsim", "describe", "network.radius"), ["network.radius_m"])
        self.assertEqual(self.completed("ogsim", "plot", "--format", "p"), ["pdf", "png"])
        self.assertEqual(self.completed("ogsim", "check", "READ"), ["README.md"])
        for command in COMMANDS:
            self.assertLessEqual(self.options_of(command), set(self.completed("ogsim", command, "--")), command)

    def test_every_shell_gets_every_option_and_another_is_refused(self):
        for shell in ("bash", "zsh", "fish"):
            script = self.ogsim("completion", shell).stdout
            self.assertIn("memory-limit", script)
        self.assert_refused(self.ogsim("completion", "csh"), "completion: shell = csh: must be bash, zsh or fish")


class Check(CommandLine):
    def test_bundled_scenarios_are_sound(self):
        self.assertGreater(len(list(SCENARIOS.glob("*.toml"))), 1)
        for path in SCENARIOS.glob("*.toml"):
            few = ["--set", "network.workers=200"] if path.stem == "million" else []  # its data fill gigabytes
            self.assert_answered(self.ogsim("check", path, *few), f"{path}: ok\n")

    def test_a_sound_scenario_is_summed_up(self):
        self.assert_answered(self.check("# Why?\n[network]\nworkers = 3", "method.name=gd"), "s.toml: ok\n", "Why?",
                             "digits: 1438 training samples", "gd, step size 1/L", "3 workers on wifi")

    def test_an_empty_file_is_all_defaults(self):
        self.assert_answered(self.check(""), "20 workers on wifi")

    def test_all_faults_are_told_at_once(self):
        done = self.check("[network]\nradius = 3\nworkers = \"ten\"\nradius_m = -3\n", "method.name=lag-wx", "lunch")
        self.assert_refused(done)
        self.assertEqual(done.stderr.splitlines()[:3], [
            "s.toml:2: network.radius = 3: unknown key; did you mean network.radius_m?",
            "s.toml:3: network.workers = \"ten\": must be a whole number, from 1 to 1000000",
            "s.toml:4: network.radius_m = -3: must be > 0 and <= 1000000 m",
        ])
        self.assertRegex(done.stderr.splitlines()[3], r'^--set: method.name = "lag-wx": must be one of .*; did you mean lag-wk\?$')
        self.assertEqual(done.stderr.splitlines()[4:], ['--set: "lunch": must be key=value'])

    def test_faults_of_the_scenario_and_of_its_sweep_are_told_together(self):
        done = self.check("[network]\nworkers = 0\n[sweep]\n\"method.nam\" = [\"gd\"]\n")
        self.assert_refused(done)
        self.assertEqual(done.stderr.splitlines(), ["s.toml:2: network.workers = 0: must be from 1 to 1000000",
                                                    "s.toml:4: sweep.method.nam: unknown key; did you mean method.name?"])

    def test_zero_workers(self):
        self.assert_refused(self.check("", "network.workers=0"), "--set: network.workers = 0: must be from 1 to 1000000\n")

    def test_wrong_types(self):
        self.assert_refused(self.check("[run]\nseed = 1.5"), "s.toml:2: run.seed = 1.5: must be a whole number, >= 0\n")
        self.assert_refused(self.check("problem = 3"), "s.toml:1: problem = 3: is a section")

    def test_typing_errors_have_line_and_column(self):
        self.assert_refused(self.check("[run]\nseed = \n"))
        self.assertRegex(self.check("[run]\nseed = \n").stderr, r"^s\.toml:2:\d+: ")
        self.assertRegex(self.check("[").stderr, r"^s\.toml:1:\d+: ")

    def test_bytes_that_are_no_text(self):
        self.assert_refused(self.check(b"[run]\nse\xffed = 1"), "s.toml:2:3: byte 0xFF is not valid UTF-8\n")
        self.assert_refused(self.check(b"\x00"), "s.toml:1:1: control character 0x00 is not allowed\n")
        self.assert_refused(self.check(bytes(range(256)) * 100), "s.toml:1:1: ")

    def test_files_that_cannot_be_read(self):
        self.assert_refused(self.ogsim("check", "none.toml"), "none.toml: cannot be read: No such file or directory\n")
        self.assert_refused(self.ogsim("check", self.folder), f"{self.folder}: is a folder, not a scenario file\n")
        self.assert_refused(self.ogsim("check", "/dev/zero"), "/dev/zero: is longer than")

    def test_a_study_is_counted_and_all_its_combinations_are_checked(self):
        sweep = "network.medium = 'ideal'\n[sweep]\n'method.name' = ['gd', 'lag-wk', 'genie']\n'network.workers' = [3, 4]\nreplicas = 5\n"
        self.assert_answered(self.check(sweep), "sweep    a study of 30 runs: method.name x 3, network.workers x 2, 5 replicas\n")
        self.assert_refused(self.check(sweep.replace("4]", "4000]")), "network.workers = 4000")
        self.assert_refused(self.check(sweep, "network.medium=cell"), "(with method.name = genie, network.workers = 3, and 1 more combination)")
        self.assert_refused(self.check(sweep, "method.name=gd"), "--set: method.name: is varied at s.toml:3; use --each")
        self.assert_refused(self.check(sweep + "where = ['network.worker < 3']"), "did you mean network.workers?")

    def test_a_data_file_that_is_not_there(self):
        self.assert_refused(self.check("problem.data = \"none.csv\""), "problem.data = \"none.csv\": there is no file")

    def test_genie_on_a_real_radio(self):
        self.assert_refused(self.check("", "method.name=genie"), "network.medium must be ideal, got wifi")


class Describe(CommandLine):
    def test_topics_lead_to_pages_and_keys_to_explanations(self):
        topics = re.findall(r"^    (\S+) ", self.ogsim("describe").stdout, re.MULTILINE)
        self.assertGreater(len(topics), 10)
        for topic in topics:
            self.assert_answered(self.ogsim("describe", topic))
        keys = re.findall(r"^\w+\.[\w.]+$", self.ogsim("describe", "keys").stdout, re.MULTILINE)
        self.assertGreater(len(keys), 40)
        for key in keys:
            self.assert_answered(self.ogsim("describe", key), key, "about", "default", "allowed")

    def test_exit_codes_may_be_two_words(self):
        self.assertEqual(self.ogsim("describe", "exit", "codes").stdout, self.ogsim("describe", "exit-codes").stdout)

    def test_unknown_topics_are_named_with_the_nearest(self):
        self.assert_refused(self.ogsim("describe", "methds"), 'ogsim: no topic "methds"; did you mean methods?')


class Output(CommandLine):
    def test_a_reader_who_leaves_early_is_no_fault(self):
        # The pipe is closed before, while or after the page is written.
        for _ in range(20):
            process = subprocess.Popen([OGSIM, "describe", "keys"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            process.stderr.close()
            self.assertEqual(process.wait(60), 0)

    def test_a_full_disk_is_told(self):
        for arguments in (("describe", "keys"), ("check", SCENARIOS / "quickstart.toml"), ("--version",)):
            with open("/dev/full", "w") as full:
                done = subprocess.run([OGSIM, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
            self.assertEqual(done.returncode, 3, arguments)
            self.assertIn("ogsim: cannot write", done.stderr)

    def test_a_closed_error_output_changes_no_exit_code(self):
        done = subprocess.run(f"{OGSIM} check none.toml 2>&-", shell=True, cwd=self.folder, check=False)
        self.assertEqual(done.returncode, 2)


if __name__ == "__main__":
    unittest.main()
