"""What tests of study files share: a small study with made-up results, and ways to ask it."""

import pathlib
import subprocess

from command_line import OGSIM, CommandLine

SAMPLE_STUDY = pathlib.Path(OGSIM).parent / "tests" / "src" / "record" / "sample_study"
FILES = ["activity.csv", "failures.csv", "rounds.csv", "runs.csv", "study.json", "workers.csv"]


class StudyFile(CommandLine):
    def sample(self, name, *done):
        subprocess.run([SAMPLE_STUDY, self.folder / name, *map(str, done)], check=True)
        return name

    def answer(self, *words):
        done = self.ogsim(*words)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def refused(self, *words):
        done = self.ogsim(*words)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        return done.stderr

    def exported(self, study):
        self.answer("export", study, "-o", study + "-out")
        folder = self.folder / (study + "-out")
        self.assertEqual(sorted(file.name for file in folder.iterdir()), FILES)
        return {name: (folder / name).read_bytes() for name in FILES}
