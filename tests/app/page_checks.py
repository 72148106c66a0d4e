"""What every page of a report must do in a browser: headless Chromium opens it, uses it, prints it."""

import csv
import json
import pathlib
import subprocess
import tempfile
import time
import unittest

from browser import CHROMIUM, Browser
from command_line import CommandLine

# Of a canvas: how many of its points are drawn on.
INK = """((canvas) => {
    const copy = Object.assign(document.createElement('canvas'), {width: canvas.width, height: canvas.height});
    const pen = copy.getContext('2d', {willReadFrequently: true});
    pen.drawImage(canvas, 0, 0);
    const data = pen.getImageData(0, 0, copy.width, copy.height).data;
    let inked = 0;
    for (let at = 3; at < data.length; at += 4) { inked += data[at] > 0; }
    return inked;
})"""
CANVASES = "[...document.querySelectorAll('.plot canvas')]"


def number(text):
    return float(text) if text else None


@unittest.skipUnless(CHROMIUM, "chromium is not installed")
class Page(CommandLine):
    """Subclasses say how the page is made: made(folder) gives its bytes."""

    ALIKE = ()  # figures in which two choices may rightly look the same

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory(prefix="ogsim-page-")
        cls.addClassCleanup(scratch.cleanup)
        cls.page = pathlib.Path(scratch.name) / "report.html"
        cls.page.write_bytes(cls.made(pathlib.Path(scratch.name)))
        cls.browser = Browser()
        cls.addClassCleanup(cls.browser.close)

    def setUp(self):
        super().setUp()
        self.browser.resize(1280)
        self.browser.set_dark(False)
        self.browser.said.clear()
        self.browser.asked.clear()
        self.browser.open(self.page)
        self.report = json.loads(self.value("document.getElementById('report').textContent"))

    def tearDown(self):
        self.assertEqual(self.browser.said, [])  # No exception, no error, nothing that the policy forbids.

    def value(self, expression):
        return self.browser.value(expression)

    def pictures(self):
        return self.value(f"Object.fromEntries({CANVASES}.map((c) => [c.closest('section').id, c.toDataURL()]))")

    def figure(self, id):
        return next(figure for figure in self.report["figures"] if figure["id"] == id)

    def test_it_opens_with_the_question_and_the_answer(self):
        self.assertEqual(self.value("document.title"), " ".join(self.report["title"].split()))
        self.assertEqual(self.value("document.querySelector('h1').textContent"), self.report["title"])
        self.assertEqual(self.value("document.querySelector('.sentence').textContent"), self.report["answer"]["sentence"])
        self.assertEqual(self.value("[...document.querySelectorAll('.notes .note')].map((n) => n.textContent)"), self.report["answer"]["notes"])
        cells = self.value("[...document.querySelectorAll('.answer-table tbody tr')].map((r) => [...r.cells].map((c) => c.textContent))")
        self.assertEqual(cells, self.report["answer"]["rows"])

    def test_every_figure_is_drawn(self):
        ids = [figure["id"] for figure in self.report["figures"]]
        self.assertEqual(self.value("Number(document.documentElement.dataset.drawn)"), len(ids))
        ink = self.value(f"Object.fromEntries({CANVASES}.map((c) => [c.closest('section').id, {INK}(c)]))")
        self.assertEqual(sorted(ink), sorted("figure-" + id for id in ids))
        self.assertGreater(min(ink.values()), 2000, ink)
        # Axes are ink as well: the same ones stand there once the data are taken away.
        self.value(f"{CANVASES}.forEach((c) => {{ const chart = Chart.getChart(c), options = chart.config.options;"
                   "Object.values(chart.scales).filter((s) => s.type !== 'category').forEach((s) => Object.assign(options.scales[s.id],"
                   "{min: s.min, max: s.max})); chart.data.datasets = []; options.ends = []; chart.update(); })")
        bare = self.value(f"Object.fromEntries({CANVASES}.map((c) => [c.closest('section').id, {INK}(c)]))")
        for id, inked in ink.items():
            self.assertGreater(inked, bare[id] + 100, id)

    def test_markup_in_the_data_stays_text(self):
        self.assertEqual(self.value("document.querySelectorAll('body b, [onclick]').length"), 0)

    def test_nothing_is_asked_of_the_network(self):
        asked = [address for address in self.browser.asked if not address.startswith("data:")]
        self.assertEqual(asked, [self.page.resolve().as_uri()])

    def test_the_policy_forbids_every_other_script_and_style(self):
        self.value("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.foreign = 1'}))")
        self.value("document.body.insertAdjacentHTML('beforeend', '<p id=styled style=\"position: fixed\">x</p>')")
        self.value("fetch('https://example.org/').catch(() => 0)")
        self.assertIsNone(self.value("window.foreign"))
        self.assertEqual(self.value("getComputedStyle(document.getElementById('styled')).position"), "static")
        self.assertGreaterEqual(len(self.browser.said), 3)
        self.browser.said.clear()

    def test_each_choice_of_each_select_draws_something_else(self):
        for figure in self.report["figures"]:
            count = self.value(f"document.querySelectorAll('#figure-{figure['id']} select').length")
            count = 0 if figure["id"] in self.ALIKE else count
            for at in range(count):
                select = f"document.querySelectorAll('#figure-{figure['id']} select')[{at}]"
                seen = [self.pictures()["figure-" + figure["id"]]]
                for option in range(1, self.value(f"{select}.options.length")):
                    self.value(f"{select}.selectedIndex = {option}; {select}.dispatchEvent(new Event('change'))")
                    seen.append(self.pictures()["figure-" + figure["id"]])
                self.assertEqual(len(set(seen)), len(seen), f"{figure['id']}, select {at}")
                self.value(f"{select}.selectedIndex = 0; {select}.dispatchEvent(new Event('change'))")

    def test_each_switch_changes_its_axis(self):
        for id in ("curves", "cost", "effect", "pareto", "workers", "lifetime"):
            for name in ("xlog", "ylog"):
                box = f"document.querySelector('#figure-{id} input[name={name}]')"
                if self.value(f"{box} !== null"):
                    axis = f"Chart.getChart(document.querySelector('#figure-{id} canvas[role=img]')).scales.{name[0]}.type"
                    before = self.value(axis)
                    self.value(f"{box}.click()")
                    self.assertEqual({before, self.value(axis)}, {"linear", "logarithmic"}, id + name)

    def test_an_axis_takes_the_values_of_its_choice(self):
        figure = self.figure("curves")
        at = {column["name"]: index for index, column in enumerate(figure["columns"])}
        chosen = figure["x_choices"][2]["id"]
        select = "document.querySelector('#figure-curves select[name=x]')"
        self.value(f"{select}.selectedIndex = 2; {select}.dispatchEvent(new Event('change'))")
        drawn = self.value("Chart.getChart(document.querySelector('#figure-curves canvas[role=img]')).data.datasets[0].data.map((p) => [p.x, p.y])")
        first = [row for row in figure["rows"] if row[at["series"]] == self.report["series"][0] and row[at["x_name"]] == chosen]
        wanted = [[row[at["x"]], row[at["y"]]] for row in first
                  if row[at["setting"]] == self.report["settings"][0] and row[at["y_name"]] == figure["y_choices"][0]["id"]]
        kinds = self.value("['x', 'y'].map((s) => Chart.getChart(document.querySelector('#figure-curves canvas[role=img]')).scales[s].type)")
        shown = [point for point in wanted if all(kind == "linear" or value > 0 for kind, value in zip(kinds, point))]
        self.assertGreater(len(shown), 1)
        self.assertEqual(drawn, shown)

    def test_the_legend_hides_a_series(self):
        count = "Chart.getChart(document.querySelector('#figure-curves canvas[role=img]')).data.datasets.length"
        before = self.value(count)
        self.value("document.querySelector('#figure-curves .legend button').click()")
        self.assertEqual(self.value(count), before - 1)
        self.assertEqual(self.value("document.querySelector('#figure-curves .legend button').getAttribute('aria-pressed')"), "false")

    def test_it_fits_a_phone(self):
        self.browser.resize(360, 740, is_phone=True)
        self.browser.open(self.page)
        self.assertLessEqual(self.value("document.documentElement.scrollWidth"), 360)
        self.assertEqual(self.value(f"{CANVASES}.filter((c) => c.getBoundingClientRect().right > 360).length"), 0)

    def test_dark_mode_redraws_at_once(self):
        light, paper = self.pictures(), self.value("getComputedStyle(document.body).backgroundColor")
        self.browser.set_dark(True)
        dark = self.pictures()
        self.assertNotEqual(self.value("getComputedStyle(document.body).backgroundColor"), paper)
        for id, picture in light.items():
            self.assertNotEqual(picture, dark[id], id)

    def test_it_prints_with_its_answer_and_in_light_colours(self):
        self.browser.set_dark(True)
        path = self.folder / "report.pdf"
        self.browser.pdf(path)
        pages = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
        self.assertGreater(int(pages.split("Pages:")[1].split()[0]), 1)
        text = " ".join(subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.split())
        self.assertIn(" ".join(self.report["answer"]["sentence"].split()), text)
        for figure in self.report["figures"]:
            self.assertIn(figure["title"], text)
        self.assertNotIn("Data (CSV)", text)
        self.browser.settle()
        self.assertIsNone(self.value("document.documentElement.dataset.printing"))

    def test_the_download_is_the_table(self):
        self.browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(self.folder))
        for figure in self.report["figures"]:
            self.value(f"document.querySelector('#figure-{figure['id']} .save').click()")
            rows = self.downloaded(self.folder / (figure["id"] + ".csv"), len(figure["rows"]) + 1)
            self.assertEqual(rows[0], [column["name"] for column in figure["columns"]])
            for row, wanted in zip(rows[1:], figure["rows"]):
                read = [number(text) if not isinstance(cell, str) else text for text, cell in zip(row, wanted)]
                self.assertEqual(read, wanted)

    def downloaded(self, path, lines):
        end = time.monotonic() + 30
        while time.monotonic() < end:
            if path.exists():
                with open(path, newline="") as file:
                    rows = list(csv.reader(file))
                if len(rows) == lines:
                    return rows
            time.sleep(0.05)
        self.fail(f"{path.name} did not arrive with {lines} lines")

    def test_the_table_shows_the_data(self):
        self.value("document.querySelector('#figure-cost details').open = true")
        self.browser.wait("document.querySelector('#figure-cost details table') !== null")
        rows = self.value("document.querySelectorAll('#figure-cost details tbody tr').length")
        self.assertEqual(rows, min(len(self.figure("cost")["rows"]), 200))

    def test_the_keyboard_reaches_every_control_and_changes_it(self):
        self.value("document.activeElement.blur()")
        seen, wanted = [], "[...document.querySelectorAll('select, input, button, summary, a[href]')].length"
        for _ in range(self.value("document.querySelectorAll('select, input, button, summary, a[href], [tabindex=\"0\"]').length")):
            self.browser.press("Tab", 9)
            seen.append(self.value("document.activeElement.tagName"))
        reached = [tag for tag in seen if tag in ("SELECT", "INPUT", "BUTTON", "SUMMARY", "A")]
        self.assertEqual(len(reached), self.value(wanted))
        before = self.pictures()["figure-curves"]
        self.value("document.querySelector('#figure-curves select').focus()")
        self.browser.press("ArrowDown", 40)
        self.browser.settle()
        self.assertNotEqual(self.pictures()["figure-curves"], before)
        self.assertEqual(self.value("getComputedStyle(document.activeElement).outlineStyle"), "solid")

    def test_every_figure_has_words_for_who_cannot_see_it(self):
        labels = self.value(f"{CANVASES}.map((c) => c.getAttribute('aria-label').length)")
        self.assertEqual(len(labels), len(self.report["figures"]))
        self.assertGreater(min(labels), 20)
