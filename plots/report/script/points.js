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
            isFront: [true, 1, 'yes', 'true'].includes(table.get(row, 'is_front')),
        }));
        const [points, leftOut] = showable(all, [['x', choice.xlog], ['y', choice.ylog]]);
        const names = panel.report.series.filter((name) => points.some((point) => point.name === name));
        const datasets = names.map((name) => ({...dotDataset(panel, name, points.filter((point) => point.name === name)), interval: null}));
        datasets.push(...frontDatasets(points));
        return {...paretoSpec(panel, column, points, leftOut), datasets, legend: seriesLegend(panel, names).map(withoutLine)};
    },
};

function paretoColumn(panel) {
    return ['accuracy', 'loss', 'gap'].find((name) => panel.table.has(name)) || panel.figure.columns[2].name;
}

function withoutLine(entry) {
    return {...entry, look: {...entry.look, dash: null}};
}

/** The front of each setting: a thin line through its points, each in a ring. */
function frontDatasets(points) {
    const settings = [...new Set(points.map((point) => point.setting))];
    return settings.map((setting) => ({
        name: null, parsing: false, showLine: true, borderColor: theme.quiet, borderWidth: 1.5, borderDash: [2, 3],
        data: points.filter((point) => point.isFront && point.setting === setting).sort((a, b) => a.x - b.x),
        pointStyle: 'circle', pointRadius: 10, pointHoverRadius: 10, pointBorderWidth: 1.5, pointBackgroundColor: 'transparent',
    }));
}

function paretoSpec(panel, column, points, leftOut) {
    const {xlog, ylog} = panel.choice;
    const unit = panel.table.unit('joules') || 'J';
    const scales = {
        x: numericAxis({title: 'Energy of all workers', unit, isLogarithmic: xlog, reach: reachOf(points, 'x', xlog)}),
        y: numericAxis({title: column[0].toUpperCase() + column.slice(1), unit: panel.table.unit(column), isLogarithmic: ylog, reach: reachOf(points, 'y', ylog)}),
    };
    scales.x.grace = scales.y.grace = '6%';
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
