// A figure on the page: title, caption, controls, legend, chart, what is shown in words, and its data.
//
// What a figure shows is told by its kind (kinds.X), an object with
//   controls(panel)  [{id, label, options: [{value, label}], initial} or {id, label, isSwitch, initial(choice), follows}]
//   chart(panel)     {datasets, options, height, legend: [{name, look}], shown, said, below} from panel.choice.
// Datasets carry the `name` of their entry in the legend; those whose name is in panel.hidden are not drawn.

const kinds = {};

class Panel {
    constructor(figure, report) {
        this.figure = figure;
        this.report = report;
        this.table = new Table(figure);
        this.kind = figure.rows.length ? kinds[figure.id] : undefined;  // Without one it is a table alone.
        this.choice = {};
        this.hidden = new Set();
        this.chart = null;
    }

    /** The section, with nothing drawn yet. */
    build() {
        this.shown = element('p', {class: 'shown', 'aria-live': 'polite'});
        this.legend = element('ul', {class: 'legend', 'aria-label': 'Legend: press to hide or show'});
        this.canvas = element('canvas', {role: 'img'});
        this.plot = element('div', {class: 'plot'}, this.canvas);
        this.said = element('p', {class: 'said'});
        this.below = element('div');
        const heading = element('h2', {id: 'title-' + this.figure.id}, this.figure.title);
        const parts = this.kind ? [this.controls(), this.shown, this.legend, this.plot, this.said, this.below] : [];
        return element('section', {class: 'figure', id: 'figure-' + this.figure.id, 'aria-labelledby': heading.id}, heading,
            element('p', {class: 'caption'}, this.figure.caption), ...parts, dataOf(this.figure));
    }

    controls() {
        const box = element('div', {class: 'controls'});
        this.switches = [];
        for (const control of this.kind.controls(this)) {
            if (control.isSwitch) {
                box.append(this.switchField(control));
            } else {
                this.choice[control.id] = control.options[control.initial || 0].value;
                if (control.options.length > 1) {
                    box.append(this.selectField(control));
                }
            }
        }
        return box;
    }

    selectField(control) {
        const options = control.options.map((option, at) => element('option', {value: at}, option.label));
        const select = element('select', {name: control.id}, ...options);
        select.selectedIndex = control.initial || 0;
        select.addEventListener('change', () => {
            this.choice[control.id] = control.options[select.selectedIndex].value;
            this.switches.filter((other) => other.control.follows === control.id).forEach((other) => this.reset(other));
            this.draw();
        });
        return element('label', {class: 'field'}, element('span', {}, control.label), select);
    }

    switchField(control) {
        const input = element('input', {type: 'checkbox', name: control.id});
        const entry = {control, input};
        this.switches.push(entry);
        this.reset(entry);
        input.addEventListener('change', () => {
            this.choice[control.id] = input.checked;
            this.draw();
        });
        return element('label', {class: 'switch'}, input, control.label);
    }

    reset({control, input}) {
        input.checked = Boolean(control.initial(this.choice));
        this.choice[control.id] = input.checked;
    }

    /** Draws what is chosen, in the colours that hold now. @param width  of the chart; by default what the page gives it. */
    draw(width = null) {
        if (!this.kind) {
            return;
        }
        const isPrinted = Boolean(width);
        this.width = width || this.plot.clientWidth || 600;
        const spec = this.kind.chart(this);
        const height = isPrinted ? printedHeight(spec) : spec.height;
        this.tell(spec);
        this.plot.style.height = height + 'px';
        if (this.chart) {
            this.chart.destroy();
        }
        this.chart = new Chart(this.canvas, {
            type: spec.type || 'scatter',
            data: {datasets: spec.datasets.filter((dataset) => !this.hidden.has(dataset.name)), labels: spec.labels},
            options: spec.options,
            plugins: [intervals, marks, headings, ends],
        });
        if (width) {
            this.chart.resize(width, height);
        }
    }

    tell(spec) {
        this.shown.textContent = spec.shown;
        this.said.textContent = (spec.said || []).filter(Boolean).join(' ');
        this.canvas.setAttribute('aria-label', `${this.figure.title}: ${spec.shown}. ${this.said.textContent} The numbers are in the table below.`);
        const focused = document.activeElement && this.legend.contains(document.activeElement) ? document.activeElement.name : null;
        this.legend.replaceChildren(...(spec.legend.length > 1 ? spec.legend : []).map((entry) => this.legendEntry(entry)));
        this.below.replaceChildren(...(spec.below ? [spec.below] : []));
        if (focused !== null) {
            [...this.legend.querySelectorAll('button')].find((button) => button.name === focused)?.focus();
        }
    }

    legendEntry({name, look, label}) {
        const pressed = String(!this.hidden.has(name));
        const button = element('button', {type: 'button', name, 'aria-pressed': pressed}, swatch(look), element('span', {}, label || name));
        button.addEventListener('click', () => {
            if (!this.hidden.delete(name)) {
                this.hidden.add(name);
            }
            this.draw();
        });
        return element('li', {}, button);
    }
}

/** On paper lower, so that two figures fit on a page; rows of names need their height, up to a page. */
function printedHeight(spec) {
    return Math.min(spec.height, spec.options.scales.y.type === 'category' ? 820 : 240);
}

const ROWS_SHOWN = 200;

/** The button that saves the data, and the data to read. The table is built when it is first opened. */
function dataOf(figure) {
    const button = element('button', {type: 'button', class: 'save'}, 'Data (CSV)');
    button.addEventListener('click', () => download(figure.id + '.csv', csvText(figure)));
    const count = figure.rows.length;
    const words = count > ROWS_SHOWN ? `Data as a table (the first ${ROWS_SHOWN} of ${numberText(count)} rows)` : `Data as a table (${count} rows)`;
    const details = element('details', {}, element('summary', {}, words));
    details.addEventListener('toggle', () => {
        if (details.open && !details.querySelector('table')) {
            details.append(scrollBox(dataTable(figure), figure.title + ': data', true));
        }
    });
    return element('div', {class: 'keep'}, button, details);
}

function dataTable(figure) {
    const rows = figure.rows.slice(0, ROWS_SHOWN);
    const numeric = figure.columns.map((column, at) => rows.some((row) => isNumber(row[at])));
    return tableElement(figure.columns.map((column) => axisTitle(spoken(column.name), column.unit)),
        rows.map((row) => row.map(cellText)), numeric, {class: 'values'});
}

/** A choice of the settings that the table has. @param mayAll  all at once is a choice as well, and the first one if so many rows are legible. */
function settingControl(panel, mayAll = false) {
    const settings = panel.table.values('setting', panel.report.settings);
    const options = settings.map((setting) => ({value: setting, label: setting || 'all runs'}));
    const rows = settings.length * panel.table.values('series').length;
    if (!mayAll || settings.length < 2) {
        return {id: 'setting', label: 'Setting', options: options.length ? options : [{value: undefined, label: ''}]};
    }
    return {id: 'setting', label: 'Setting', options: [{value: undefined, label: 'all settings'}, ...options], initial: rows <= 24 ? 0 : 1};
}

function selectControl(id, label, choices, initial = 0) {
    return {id, label, options: choices.map((choice) => ({value: choice, label: choice.label})), initial};
}

function logControl(id, label, follows, initial) {
    return {id, label, isSwitch: true, follows, initial};
}

/** ", 20 workers" to follow what is shown; nothing where nothing is varied. */
function settingWords(panel) {
    const {setting} = panel.choice;
    return setting === undefined ? (panel.report.settings.length > 1 ? ', all settings' : '') : setting && ', ' + setting;
}

function seriesIndex(panel, name) {
    return Math.max(panel.report.series.indexOf(name), 0);
}
