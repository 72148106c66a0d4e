// Opens the report: the answer, then the figures one after another.

const panels = [];

function openReport() {
    const report = JSON.parse(document.getElementById('report').textContent);
    const main = document.querySelector('main');
    readTheme();
    showAnswer(report, document.getElementById('answer'));
    for (const figure of report.figures) {
        panels.push(new Panel(figure, report));
    }
    if (panels.length > 1) {
        main.append(contents(panels));
    }
    panels.forEach((panel) => main.append(panel.build()));
    main.append(facts('words', 'Words', GLOSSARY), facts('provenance', 'Provenance', report.provenance));
    watch();
    drawNext(0, 0);
}

function showAnswer(report, box) {
    if (report.answer.notes.length) {
        box.append(element('ul', {class: 'notes'}, ...report.answer.notes.map((note) => element('li', {class: 'note'}, note))));
    }
    if (report.answer.rows.length) {
        const numeric = report.answer.head.map((head, column) => column > 0 && report.answer.rows.every((row) => /^([[(]?[-–\u2212]?\d|[-–]?$)/.test(row[column]) && !/[a-z]{3}/i.test(row[column].replace('more', ''))));
        box.append(scrollBox(tableElement(report.answer.head, report.answer.rows, numeric, {class: 'answer-table'}), 'The answer as a table'),
            element('p', {class: 'caption'}, report.answer.reading));
    }
}

function contents(list) {
    const items = list.map(({figure}) => element('li', {}, element('a', {href: '#figure-' + figure.id}, figure.title)));
    return element('nav', {'aria-label': 'Figures'}, element('ul', {}, ...items,
        element('li', {}, element('a', {href: '#words'}, 'Words')), element('li', {}, element('a', {href: '#provenance'}, 'Provenance'))));
}

/** A section of names and what is said of each. */
function facts(id, title, pairs) {
    const rows = pairs.map(([name, value]) => element('tr', {}, element('th', {scope: 'row'}, name), element('td', {}, value)));
    return element('section', {class: 'figure facts-figure', id, 'aria-labelledby': 'title-' + id},
        element('h2', {id: 'title-' + id}, title), element('table', {class: 'facts'}, element('tbody', {}, ...rows)));
}

/** Draws one figure and yields, so that a long page can be read while it draws. */
function drawNext(at, drawn) {
    if (at === panels.length) {
        document.documentElement.dataset.drawn = drawn;
        return;
    }
    const isDrawn = drawSafely(panels[at]);
    setTimeout(() => drawNext(at + 1, drawn + (isDrawn ? 1 : 0)));
}

/** One figure that cannot be drawn does not take the others with it. */
function drawSafely(panel, width = null) {
    try {
        panel.draw(width);
        return true;
    } catch (error) {
        panel.said.textContent = 'This figure could not be drawn; its data stand in the table below.';
        panel.said.classList.add('failed');
        console.error(panel.figure.id, error);
        return false;
    }
}

const PRINTED_WIDTH = 660;

/** Redraws when the colours change or the page is printed. */
function watch() {
    const redraw = (width = null) => {
        readTheme();
        panels.forEach((panel) => drawSafely(panel, width));
    };
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => redraw());
    addEventListener('beforeprint', () => {
        document.documentElement.dataset.printing = '';
        redraw(PRINTED_WIDTH);
    });
    addEventListener('afterprint', () => {
        delete document.documentElement.dataset.printing;
        redraw();
    });
}

openReport();
