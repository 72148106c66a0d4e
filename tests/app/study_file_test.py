"""`ogsim query`, `export` and `merge` on study files, as a user types them, and what docs/study/file.md shows."""

import csv
import io
import re
import subprocess
import unittest

from command_line import OGSIM, ROOT
from study_file import FILES, StudyFile

def blocks(language):
    text = (ROOT / "docs" / "study" / "file.md").read_text()
    return re.findall(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


class Documentation(StudyFile):
    def test_the_python_that_it_shows_runs(self):
        self.sample("study.sqlite", *range(7))
        (snippet,) = blocks("python")
        done = subprocess.run(["/usr/bin/python3", "-W", "error", "-c", snippet], capture_output=True, text=True,
                              cwd=self.folder, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        for word in ("total_j", "std", "gd", "ordered-timer"):
            self.assertIn(word, done.stdout)

    def test_the_questions_that_it_shows_are_answered(self):
        self.sample("study.sqlite", *range(6), "failed:7")
        (snippet,) = blocks("sh")
        lines = snippet.strip().split("\n")
        answers = [subprocess.run(["sh", "-c", line.replace("ogsim", OGSIM, 1).replace("STUDY", "study.sqlite")],
                                  capture_output=True, text=True, cwd=self.folder, check=False) for line in lines]
        self.assertEqual([done.stderr for done in answers], [""] * 5)
        states, reached, gaps, failed, effort = (done.stdout for done in answers)
        self.assertEqual(states, "state    count(*)\n-----------------\ndone            6\nfailed          1\n"
                                 "waiting         1\n")
        self.assertIn("ordered-timer", reached)
        self.assertEqual(len(gaps.split("\n")), 1 + 5 + 1)  # five rounds
        self.assertIn("signal 11, twice", failed)
        self.assertEqual(effort.split("\n")[2].split(), ["here", "7", "3.5"])  # half a second each

    def test_it_names_every_table_and_column(self):
        self.sample("study.sqlite", 0)
        text = (ROOT / "docs" / "study" / "file.md").read_text()
        for table in self.answer("query", "study.sqlite", "--csv", "SELECT name FROM sqlite_master WHERE type = 'table'"
                                 ).split()[1:]:
            columns = self.answer("query", "study.sqlite", "--csv", f"SELECT name FROM pragma_table_info('{table}')")
            row = next(line for line in text.split("\n") if line.startswith(f"| `{table}` |"))
            if table not in ("round", "worker"):
                for column in columns.split()[1:]:
                    self.assertIn(f"`{column}`", row)


class Query(StudyFile):
    def test_csv_quotes_what_must_be(self):
        self.sample("s.sqlite", 0)
        said = self.answer("query", "s.sqlite", "--csv", "SELECT run, title, 'a \"b\"' AS q, NULL AS n, 0.1 AS x FROM "
                           "result WHERE state = 'done'")
        self.assertEqual(said, 'run,title,q,n,x\n1,"a title, with a comma","a ""b""",,0.1\n')
        self.assertEqual(list(csv.reader(io.StringIO(said)))[1][1:3], ["a title, with a comma", 'a "b"'])

    def test_says_what_is_wrong(self):
        self.sample("s.sqlite", 0)
        self.assertEqual(self.refused("query", "s.sqlite", "SELECT joules FROM result"),
                         "ogsim: query: no such column: joules\n")
        self.assertIn("readonly", self.refused("query", "s.sqlite", "DELETE FROM run"))
        self.assertEqual([file.name for file in self.folder.glob("s.sqlite*")], ["s.sqlite"])


class Merge(StudyFile):
    def test_the_parts_make_the_whole(self):
        self.sample("whole.sqlite", 0, 1, 2, 3, 4, "failed:5", 6, 7)
        self.sample("a.sqlite", 0, 4)
        self.sample("b.sqlite", 1, "failed:5")
        self.sample("c.sqlite", 7, 6, 3, 2)
        said = self.answer("merge", "new/merged.sqlite", "c.sqlite", "a.sqlite", "b.sqlite")
        self.assertEqual(said, "new/merged.sqlite: 8 runs, 7 done, 1 failed, 0 waiting\n")
        self.assertEqual([file.name for file in (self.folder / "new").iterdir()], ["merged.sqlite"])
        self.assertEqual(self.exported("new/merged.sqlite"), self.exported("whole.sqlite"))

    def test_leaves_nothing_where_a_shard_is_none(self):
        self.sample("a.sqlite", 0)
        self.assertIn("is not a study of ogsim", self.refused("merge", "merged.sqlite", "a.sqlite", "small.toml"))
        self.assertFalse((self.folder / "merged.sqlite").exists())


class Export(StudyFile):
    def test_goes_beside_the_study_by_default(self):
        self.sample("s.sqlite", 0)
        self.assertEqual(self.answer("export", "s.sqlite"), "s-csv/\n")
        self.assertEqual(sorted(file.name for file in (self.folder / "s-csv").iterdir()), FILES)

    def test_what_is_no_study_stays_as_it_is(self):
        (self.folder / "mine").mkdir()
        for name in ("small.toml", "mine", "none.sqlite"):
            for words in (("export", name, "-o", "csv"), ("query", name, "SELECT 1"), ("merge", "out.sqlite", name)):
                with self.subTest(words=words):
                    self.assertIn(name, self.refused(*words))
        self.assertIn("is not a study of ogsim", self.refused("merge", "small.toml", "none.sqlite"))
        self.assertEqual(sorted(file.name for file in self.folder.iterdir()), ["mine", "small.toml"])


if __name__ == "__main__":
    unittest.main()
