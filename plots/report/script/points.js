// What was learned against what it cost, and what each swept key does.

kinds.pareto = {
    controls: (panel) => [
        settingControl(panel, true),
        logControl('xlog', 'log x', 'setting', () => false),
        logControl('ylog', 'log y', 'setting', () => paretoColumn(panel) !== 'accuracy'),
    ],

    chart(panel) {
        const {table, choice} = panel;
        const column = paretoColumn(panel);
        const all = table.where({setting: choice.setting}).map((row) => ({
            x: table.get(row, 'joules'), y: table.get(row, column), name: table.get(row, 'series'), setting: table.get(row, 'setting'),
        }));
        const [points, leftOut] = showable(all, [['x', choice.xlog], ['y', choice.ylog]]);
        markFront(points, column === 'accuracy' ? 1 : -1);
        const names = panel.report.series.filter((name) => points.some((point) => point.name === name));
        const datasets = names.map((name) => ({...dotDataset(panel, name, points.filter((point) => point.name === name)), interval: null}));
        datasets.push(...frontDatasets(points));
        return {...paretoSpec(panel, column, points, leftOut), datasets, legend: seriesLegend(panel, names).map(withoutLine)};
    },
};

function paretoColumn(panel) {
    return ['accuracy', 'loss', 'gap'].find((name) => panel.table.has(name)) || panel.figure.columns[2].name;
}

/** Among those that are shown: nothing else is as cheap and as good, and better in one. @param better  1 where more is better, else -1. */
function markFront(points, better) {
    const beats = (a, b) => a.x <= b.x && better * a.y >= better * b.y && (a.x < b.x || a.y !== b.y);
    for (const point of points) {
        point.isFront = !points.some((other) => beats(other, point));
    }
}

/** Some room around the points; within 0 to 1 for a share, and not below zero where none of them is. */
function padded([least, greatest], isShare) {
    const room = Math.max((greatest - least) * 0.08, Math.abs(greatest) * 0.005);
    return isShare ? [Math.max(least - room, 0), Math.min(greatest + room, 1)] : [least >= 0 ? Math.max(least - room, 0) : least - room, greatest + room];
}

function withoutLine(entry) {
    return {...entry, look: {...entry.look, dash: null}};
}

/** The front: a thin line through its points, each in a ring. */
function frontDatasets(points) {
    return [{
        name: null, parsing: false, showLine: true, borderColor: theme.quiet, borderWidth: 1.5, borderDash: [2, 3],
        data: points.filter((point) => point.isFront).sort((a, b) => a.x - b.x),
        pointStyle: 'circle', pointRadius: 10, pointHoverRadius: 10, pointBorderWidth: 1.5, pointBackgroundColor: 'transparent',
    }];
}

function paretoSpec(panel, column, points, leftOut) {
    const {xlog, ylog} = panel.choice;
    const unit = panel.table.unit('joules') || 'J';
    const reach = (key, isLog) => {
        const found = reachOf(points, key, isLog);
        return found && !isLog ? padded(found, key === 'y' && column === 'accuracy') : found;
    };
    const scales = {
        x: numericAxis({title: 'Energy of all workers', unit, isLogarithmic: xlog, reach: reach('x', xlog)}),
        y: numericAxis({title: column[0].toUpperCase() + column.slice(1), unit: panel.table.unit(column), isLogarithmic: ylog, reach: reach('y', ylog)}),
    };
    const tip = ({raw}) => [`${column}: ${numberText(raw.y)}`, quantityText(raw.x, unit), ...(raw.setting ? [raw.setting] : []), ...(raw.isFront ? ['on the front'] : [])];
    return {
        options: chartOptions(scales, tip, (item) => item.raw.name),
        shown: `${scales.y.title.text} against energy${settingWords(panel)}`, height: panel.width < 500 ? 320 : 420,
        said: ['Ringed: on the Pareto front, nothing else is both cheaper and better.', leftOutWords(leftOut)],
    };
}

kinds.effect = {
    controls(panel) {
        const keys = panel.table.choices('key').map((choice) => ({...choice, label: choice.label === spoken(choice.id) ? choice.id : choice.label}));
        return [
            selectControl('measure', 'Vertical axis', panel.table.choices('measure')), selectControl('key', 'Horizontal axis', keys),
            logControl('ylog', 'log y', 'measure', (choice) => choice.measure.is_logarithmic),
            logControl('xlog', 'log x', 'key', (choice) => choice.key.is_logarithmic),
        ];
    },

    chart(panel) {
        const {table, choice} = panel;
        const rows = table.where({key: choice.key.id, measure: choice.measure.id});
        const values = [...new Set(rows.map((row) => table.get(row, 'value')))];
        const numbers = values.map((value) => (isNumber(value) ? value : value === '' || value === null ? NaN : Number(value)));
        const isNumeric = numbers.every(isNumber);
        const place = (value) => (isNumeric ? numbers[values.indexOf(value)] : values.indexOf(value));
        const names = panel.report.series.filter((name) => rows.some((row) => table.get(row, 'series') === name));
        let leftOut = 0;
        const datasets = names.map((name) => {
            const points = rows.filter((row) => table.get(row, 'series') === name).map((row) => effectPoint(table, row, place)).sort((a, b) => a.x - b.x);
            const [kept, dropped] = showable(points, [['x', choice.xlog && isNumeric], ['y', choice.ylog]]);
            leftOut += dropped;
            return lineDataset(panel, name, kept, {pointRadius: 4.5, interval: {kind: 'whisker', along: 'y'}});
        });
        return effectSpec(panel, datasets, isNumeric ? null : values, seriesLegend(panel, names), leftOut);
    },
};

function effectPoint(table, row, place) {
    const [value, y, low, high, reached, replicas] = ['value', 'middle', 'low', 'high', 'reached', 'replicas'].map((name) => table.get(row, name));
    return {x: place(value), y, low, high, reached, replicas, value};
}

function effectSpec(panel, datasets, words, legend, leftOut) {
    const {measure, key, xlog, ylog} = panel.choice;
    const points = datasets.filter((dataset) => !panel.hidden.has(dataset.name)).flatMap((dataset) => dataset.data);
    const scales = {
        x: words ? {...nameAxis(words.map(String), panel.width), title: {display: true, text: key.label, color: theme.ink}}
            : numericAxis({title: key.label, unit: key.unit, isLogarithmic: xlog, reach: reachOf(points.map(({x}) => ({x})), 'x', xlog)}),
        y: numericAxis({title: measure.label, unit: measure.unit, isLogarithmic: ylog, reach: reachOf(points, 'y', ylog), beginAtZero: true}),
    };
    const tip = ({raw}) => [`${key.label} ${cellText(raw.value)}`, intervalText(raw.y, raw.low, raw.high, measure.unit),
        ...(isNumber(raw.reached) ? [`reached in ${raw.reached} of ${raw.replicas} runs`] : [])];
    return {
        datasets, legend, options: chartOptions(scales, tip, (item) => item.dataset.name), height: panel.width < 500 ? 320 : 420,
        shown: `${measure.label} against ${key.label}`, said: [leftOutWords(leftOut)],
    };
}
