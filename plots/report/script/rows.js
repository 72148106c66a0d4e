// Figures with a row for each series under each setting: costs, where the joules went, what became of the updates.

/** The rows to draw: {series, setting, label}, only those that occur; over those of a setting one row with its name. */
function namedRows(panel) {
    const {table, report, choice} = panel;
    const settings = choice.setting === undefined ? table.values('setting', report.settings) : [choice.setting];
    const present = new Set(table.rows.map((row) => JSON.stringify([table.get(row, 'series'), table.get(row, 'setting')])));
    const groups = (settings.length ? settings : [null]).map((setting) => table.values('series', report.series)
        .filter((series) => present.has(JSON.stringify([series, setting]))).map((series) => ({series, setting, label: series})));
    const [first] = report.series;
    if (groups.length > 1 && report.series.length === 1) {
        return groups.flat().map((row) => ({...row, label: row.setting || first}));
    }
    return groups.length < 2 ? groups.flat() : groups.flatMap((group, at) => [{heading: settings[at], label: ''}, ...group]);
}

/** What the table has of each row, in their order; nothing for headings. */
function foundRows(panel, rows, wanted = {}) {
    return rows.map((name) => (name.series === undefined ? undefined :
        panel.table.where({...wanted, series: name.series, setting: name.setting ?? undefined})[0]));
}

/** What the series are: "method.name" is the method. */
function seriesWord(report) {
    return spoken(report.series_key || 'run').replace(/\.(name|kind)$/, '');
}

function rowHeadings(rows) {
    return rows.map((name, row) => ({row, text: name.heading})).filter(({text}) => text !== undefined);
}

/** A table with a line for each row, and a column for the setting where there are several. @param cells  texts of a row. */
function rowsTable(panel, rows, found, head, cells) {
    const hasSettings = rows.some((name) => name.heading !== undefined);
    const lines = rows.map((name, at) => [name, found[at]]).filter(([name]) => name.heading === undefined)
        .map(([name, row]) => [name.label, ...(hasSettings ? [name.setting] : []), ...cells(row)]);
    const lead = [seriesWord(panel.report), ...(hasSettings ? ['setting'] : [])];
    const numeric = [...lead.map(() => false), ...head.map(() => true)];
    return scrollBox(tableElement([...lead, ...head], lines, numeric), panel.figure.title + ': values', lines.length > 12);
}

function rowsHeight(count, each = 28) {
    return Math.max(count, 2) * each + 70;
}

kinds.cost = {
    controls(panel) {
        const measures = panel.table.choices('measure');
        return [
            selectControl('measure', 'Measure', measures),
            {id: 'shows', label: 'Shown as', options: costViews(panel)},
            settingControl(panel, true),
            logControl('xlog', 'log x', 'measure', (choice) => choice.measure.is_logarithmic),
        ];
    },

    chart(panel) {
        const {table, choice} = panel;
        const rows = namedRows(panel);
        const found = foundRows(panel, rows, {measure: choice.measure.id});
        const points = rows.map((name, at) => costPoint(table, found[at], name, at, choice.shows));
        const isOpenOnly = (point) => !isNumber(point.x) && isNumber(point.low);  // So few got there that only the least is known.
        const [closed, leftOut] = showable(points, [['x', choice.xlog]]);
        const kept = [...closed, ...points.filter(isOpenOnly).map((point) => ({...point, x: NaN}))];
        const names = panel.report.series.filter((name) => rows.some((row) => row.series === name));
        const datasets = names.map((name) => dotDataset(panel, name, kept.filter((point) => point.name === name)));
        return {...costSpec(panel, rows, kept, leftOut), datasets, below: costTable(panel, rows, found)};
    },
};

function costViews(panel) {
    const {table, report} = panel;
    const views = [{value: 'value', label: 'value'}];
    if (table.rows.some((row) => isNumber(table.get(row, 'ratio')))) {
        views.push({value: 'ratio', label: 'ratio to ' + (report.baseline || 'the baseline')});
    }
    return views;
}

function costPoint(table, row, name, at, shows) {
    const keys = shows === 'ratio' ? ['ratio', 'ratio_low', 'ratio_high'] : ['middle', 'low', 'high'];
    const [x, low, high] = keys.map((key) => (row ? table.get(row, key) : null));
    return {x, y: at, low, high, name: name.series, label: name.label};
}

function dotDataset(panel, name, points, along = 'x') {
    const look = lineLook(seriesIndex(panel, name));
    return {
        name, data: points, parsing: false, borderColor: look.colour, backgroundColor: look.colour, pointStyle: look.shape,
        pointRadius: 5.5, pointHoverRadius: 7.5, pointBorderWidth: 2, interval: {kind: 'whisker', along},
    };
}

function costSpec(panel, rows, points, leftOut) {
    const {measure, shows, xlog} = panel.choice;
    const isRatio = shows === 'ratio';
    const reach = reachOf(isRatio ? [...points, {x: 1}] : points, 'x', xlog);
    const title = isRatio ? `${measure.label}, as a ratio to ${panel.report.baseline}` : measure.label;
    const unit = isRatio ? '' : measure.unit;
    const scales = {
        x: numericAxis({title, unit, isLogarithmic: xlog, reach, beginAtZero: true}),
        y: nameAxis(rows.map((row) => row.label), panel.width),
    };
    const options = chartOptions(scales, (item) => intervalText(item.raw.x, item.raw.low, item.raw.high, unit), (item) => item.raw.label);
    options.marks = isRatio ? [{axis: 'x', value: 1, label: ''}] : [];
    options.headings = rowHeadings(rows);
    const count = rows.length - options.headings.length;
    const absent = count - points.length - leftOut;
    return {
        options, legend: [], shown: title + settingWords(panel), height: rowsHeight(rows.length),
        said: [absent > 0 ? `${absent} of ${count} have no value: see how many runs reached the target.` : '', leftOutWords(leftOut)],
    };
}

function costTable(panel, rows, found) {
    const {table, report, choice} = panel;
    const {measure} = choice;
    const cells = (row) => {
        const [middle, low, high, ratio, from, to, reached, replicas] =
            ['middle', 'low', 'high', 'ratio', 'ratio_low', 'ratio_high', 'reached', 'replicas'].map((key) => (row ? table.get(row, key) : null));
        const count = isNumber(reached) && isNumber(replicas) ? `${reached} of ${replicas}` : '–';
        return [intervalText(middle, low, high, measure.unit), intervalText(ratio, from, to), count];
    };
    return rowsTable(panel, rows, found, [measure.label, `ratio to ${report.baseline || 'the baseline'}`, 'reached'], cells);
}

/** Bars made of parts. @param amount  the column that is drawn. @param tipUnit  of it. */
function stackedSpec(panel, {rows, parts, partName, amount, unit, title, wanted}) {
    const looks = new Map(panel.table.values(partName).map((part, at) => [part, partLook(at)]));
    const datasets = parts.map((part) => {
        const found = foundRows(panel, rows, {...wanted, [partName]: part});
        const cells = (key) => found.map((row) => (row ? panel.table.get(row, key) : null));
        return {
            name: part, data: cells(amount), lows: cells('low'), highs: cells('high'), labels: rows,
            backgroundColor: partFill(looks.get(part)), borderColor: theme.paper, borderWidth: 1, borderSkipped: false,
            barPercentage: 0.82, categoryPercentage: 0.95,
        };
    });
    const seen = datasets.filter((dataset) => !panel.hidden.has(dataset.name));
    const sums = rows.map((name, at) => barSum(seen.map((dataset) => dataset.data[at])));
    const legend = parts.map((part) => ({name: part, look: looks.get(part), label: spoken(part)}));
    return {
        type: 'bar', datasets, legend, labels: rows.map((row) => row.label),
        options: stackedOptions(panel, rows, sums, title, unit), height: rowsHeight(rows.length, 32),
    };
}

/** What stands to the right and to the left of zero, and their sum. */
function barSum(values) {
    const known = values.filter(isNumber);
    const positive = known.filter((value) => value > 0).reduce((sum, value) => sum + value, 0);
    const net = known.reduce((sum, value) => sum + value, 0);
    return {positive, net, isEmpty: known.length === 0};
}

function stackedOptions(panel, rows, sums, title, unit) {
    const room = Math.max(...sums.map((sum) => sum.positive), 0) * (panel.width < 500 ? 1.32 : 1.14);
    const scales = {
        x: {...numericAxis({title, unit, reach: [0, room]}), stacked: true},
        y: {...nameAxis(rows.map((row) => row.label), panel.width), stacked: true},
    };
    const tip = ({dataset, dataIndex: at}) => `${spoken(dataset.name)}: ${intervalText(dataset.data[at], dataset.lows[at], dataset.highs[at], unit)}`;
    const options = chartOptions(scales, tip, (item) => rows[item.dataIndex].label);
    options.indexAxis = 'y';
    options.headings = rowHeadings(rows);
    options.ends = sums.map((sum, at) => (rows[at].series === undefined ? null :
        {at: sum.positive, text: sum.isEmpty ? '–' : quantityText(sum.net, unit, 3)}));
    return options;
}

kinds.energy = {
    controls(panel) {
        const names = {total: 'total', marginal: 'marginal (above resting)'};
        const bases = panel.table.values('basis').map((basis) => ({value: basis, label: names[basis] || spoken(basis)}));
        return [{id: 'basis', label: 'Energy', options: bases.length ? bases : [{value: undefined, label: ''}]}, settingControl(panel, true)];
    },

    chart(panel) {
        const {table, choice} = panel;
        const spent = new Set(table.where({basis: choice.basis}).filter((row) => table.get(row, 'joules') !== 0).map((row) => table.get(row, 'part')));
        const parts = table.values('part').filter((part) => spent.has(part));
        const title = choice.basis === 'marginal' ? 'Marginal energy' : 'Energy';
        const spec = stackedSpec(panel, {
            rows: namedRows(panel), parts, partName: 'part', amount: 'joules', unit: table.unit('joules') || 'J', title, wanted: {basis: choice.basis},
        });
        const hasNegative = spec.datasets.some((dataset) => dataset.data.some((value) => value < 0));
        const said = hasNegative ? ['Parts to the left of zero cost less than resting would have; the number at the end of a bar is the sum with its sign.'] : [];
        return {...spec, shown: `${title} by part${settingWords(panel)}`, said};
    },
};

kinds.fates = {
    controls: (panel) => [settingControl(panel, true)],

    chart(panel) {
        const spec = stackedSpec(panel, {
            rows: namedRows(panel), parts: panel.table.values('fate'), partName: 'fate', amount: 'updates', unit: '', title: 'Updates a run', wanted: {},
        });
        return {...spec, shown: `Offered updates by fate${settingWords(panel)}`};
    },
};
