// Learning curves, lifetime, and joules by worker: a line for each series.

/** A dataset that is a line with its band. Points stand on a few places of it, not the same for all series. */
function lineDataset(panel, name, points, more = {}) {
    const at = seriesIndex(panel, name);
    const look = lineLook(at);
    const step = Math.max(Math.ceil(points.length / 7), 1);
    const isMark = (index) => points.length <= 12 || index % step === (at * 2 + 1) % step || points.length === 1;
    return {
        name, data: points, parsing: false, normalized: true, showLine: true,
        borderColor: look.colour, backgroundColor: look.colour, borderWidth: 2, borderDash: look.dash, borderJoinStyle: 'round',
        pointStyle: look.shape, pointBorderWidth: 2, pointHitRadius: 3, pointHoverRadius: 6,
        pointRadius: (context) => (isMark(context.dataIndex) ? 4 : 0),
        interval: {kind: 'band'},
        ...more,
    };
}

function seriesLegend(panel, names, label = (name) => name) {
    return names.map((name) => ({name, look: lineLook(seriesIndex(panel, name)), label: label(name)}));
}

/** Leaves out what a logarithmic axis cannot show, and says how much that is. */
function showable(points, axes) {
    const kept = points.filter((point) => axes.every(([key, isLog]) => isNumber(point[key]) && !(isLog && point[key] <= 0)));
    return [kept, points.filter((point) => isNumber(point.x) && isNumber(point.y)).length - kept.length];
}

function leftOutWords(count) {
    return count > 0 ? `${numberText(count)} ${count === 1 ? 'value' : 'values'} of zero or less cannot stand on a logarithmic axis.` : '';
}

kinds.curves = {
    controls(panel) {
        const [xs, ys] = [panel.table.choices('x_name'), panel.table.choices('y_name')];
        return [
            selectControl('y', 'Vertical axis', ys), selectControl('x', 'Horizontal axis', xs), settingControl(panel),
            logControl('ylog', 'log y', 'y', (choice) => choice.y.is_logarithmic),
            logControl('xlog', 'log x', 'x', (choice) => choice.x.is_logarithmic),
        ];
    },

    chart(panel) {
        const {table, choice} = panel;
        const rows = table.where({y_name: choice.y.id, x_name: choice.x.id, setting: choice.setting});
        const names = panel.report.series.filter((name) => rows.some((row) => table.get(row, 'series') === name));
        let leftOut = 0;
        const datasets = names.map((name) => {
            const points = rows.filter((row) => table.get(row, 'series') === name).map((row) => curvePoint(table, row));
            const [kept, dropped] = showable(points, [['x', choice.xlog], ['y', choice.ylog]]);
            leftOut += dropped;
            return lineDataset(panel, name, kept);
        });
        return curvesSpec(panel, datasets, seriesLegend(panel, names), leftOut);
    },
};

function curvePoint(table, row) {
    const [x, y, low, high, replicas] = ['x', 'y', 'low', 'high', 'replicas'].map((name) => table.get(row, name));
    return {x, y, low, high, replicas};
}

function curvesSpec(panel, datasets, legend, leftOut) {
    const {x, y, xlog, ylog} = panel.choice;
    const points = datasets.filter((dataset) => !panel.hidden.has(dataset.name)).flatMap((dataset) => dataset.data);
    const scales = {
        x: numericAxis({title: x.label, unit: x.unit, isLogarithmic: xlog, reach: reachOf(points.map((point) => ({x: point.x})), 'x', xlog)}),
        y: numericAxis({title: y.label, unit: y.unit, isLogarithmic: ylog, reach: withinShare(y.id, reachOf(points, 'y', ylog))}),
    };
    const options = chartOptions(scales, (item) => curveTip(item, x, y), (item) => item.dataset.name);
    const {target} = panel.report;
    if (target && target.kind === y.id) {
        options.marks = [{axis: 'y', value: target.value, label: 'target: ' + target.text}];
    }
    const shown = `${y.label} against ${lowerFirst(x.label)}${settingWords(panel)}`;
    return {datasets, options, legend, shown, said: [leftOutWords(leftOut)], height: panel.width < 500 ? 320 : 440};
}

/** An accuracy is a share: its axis shows no more than 0 to 1, however wide an interval is. */
function withinShare(id, reach) {
    return id === 'accuracy' && reach ? reach.map((value) => Math.min(Math.max(value, 0), 1)) : reach;
}

function curveTip(item, x, y) {
    const {raw} = item;
    const count = isNumber(raw.replicas) ? [`${numberText(raw.replicas)} ${raw.replicas === 1 ? 'run' : 'runs'}`] : [];
    return [`${y.label}: ${intervalText(raw.y, raw.low, raw.high, y.unit)}`, `${x.label}: ${quantityText(raw.x, x.unit)}`, ...count];
}

/** "Energy of all workers" within a sentence; abbreviations stay. */
function lowerFirst(text) {
    return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
}

const WORKER_MEASURES = [
    {id: 'joules', label: 'Energy spent', unit: 'J'},
    {id: 'battery_left_j', label: 'Left in the battery', unit: 'J'},
    {id: 'died_share', label: 'Share of the runs in which it died', unit: ''},
];

kinds.workers = {
    controls(panel) {
        const {table} = panel;
        const isKnown = {
            joules: () => true,
            battery_left_j: (row) => isNumber(table.get(row, 'battery_left_j')),
            died_share: (row) => table.get(row, 'died_share') > 0,
        };
        const known = WORKER_MEASURES.filter(({id}) => table.rows.some(isKnown[id]));
        return [selectControl('y', 'Vertical axis', known), settingControl(panel), logControl('ylog', 'log y', 'y', () => false)];
    },

    chart(panel) {
        const {table, choice} = panel;
        const rows = table.where({setting: choice.setting});
        const names = panel.report.series.filter((name) => rows.some((row) => table.get(row, 'series') === name));
        let leftOut = 0;
        const datasets = names.map((name) => {
            const [kept, dropped] = showable(workerPoints(table, rows, name, choice.y.id), [['y', choice.ylog]]);
            leftOut += dropped;
            return lineDataset(panel, name, kept, {borderWidth: 1.5});
        });
        const gini = (name) => table.get(rows.find((row) => table.get(row, 'series') === name), 'gini');
        const legend = seriesLegend(panel, names, (name) => (isNumber(gini(name)) ? `${name} (Gini ${numberText(gini(name), 3)})` : name));
        return workersSpec(panel, datasets, legend, leftOut);
    },
};

/** A point a worker, the greatest first. */
function workerPoints(table, rows, name, measure) {
    const isJoules = measure === 'joules';
    return rows.filter((row) => table.get(row, 'series') === name)
        .map((row) => ({
            y: table.get(row, measure), worker: table.get(row, 'worker'),
            low: isJoules ? table.get(row, 'low') : null, high: isJoules ? table.get(row, 'high') : null,
        }))
        .sort((a, b) => b.y - a.y).map((point, at) => ({...point, x: at + 1}));
}

function workersSpec(panel, datasets, legend, leftOut) {
    const {y, ylog} = panel.choice;
    const points = datasets.filter((dataset) => !panel.hidden.has(dataset.name)).flatMap((dataset) => dataset.data);
    const scales = {
        x: {...numericAxis({title: 'Workers, the greatest first'}), min: 0, max: points.reduce((most, point) => Math.max(most, point.x), 1) + 0.5},
        y: numericAxis({title: y.label, unit: y.unit, isLogarithmic: ylog, reach: reachOf(points, 'y', ylog), beginAtZero: true}),
    };
    scales.x.ticks.precision = 0;
    scales.x.ticks.includeBounds = false;
    const tip = (item) => [`worker ${item.raw.worker}: ${intervalText(item.raw.y, item.raw.low, item.raw.high, y.unit)}`];
    return {
        datasets, legend, options: chartOptions(scales, tip, (item) => item.dataset.name),
        shown: `${y.label} by each worker${settingWords(panel)}`,
        said: [leftOutWords(leftOut)],
        height: panel.width < 500 ? 300 : 360,
    };
}

kinds.lifetime = {
    controls: (panel) => [settingControl(panel), logControl('xlog', 'log x', 'x', () => false)],

    chart(panel) {
        const {table, choice} = panel;
        const rows = table.where({setting: choice.setting});
        const names = panel.report.series.filter((name) => rows.some((row) => table.get(row, 'series') === name));
        let leftOut = 0;
        const datasets = names.map((name) => {
            const points = rows.filter((row) => table.get(row, 'series') === name)
                .map((row) => ({x: table.get(row, 'seconds'), y: table.get(row, 'alive')}));
            const [kept, dropped] = showable(points, [['x', choice.xlog], ['y', false]]);
            leftOut += dropped;
            return lineDataset(panel, name, kept, {stepped: true, interval: null});
        });
        const scales = {
            x: numericAxis({title: 'Time', unit: table.unit('seconds') || 's', isLogarithmic: choice.xlog}),
            y: numericAxis({title: 'Workers alive', beginAtZero: true}),
        };
        const tip = (item) => [`${numberText(item.raw.y)} workers alive from ${quantityText(item.raw.x, 's')} on`];
        return {
            datasets, legend: seriesLegend(panel, names), options: chartOptions(scales, tip, (item) => item.dataset.name),
            shown: `Workers alive against time${settingWords(panel)}`, said: [leftOutWords(leftOut)], height: panel.width < 500 ? 300 : 360,
        };
    },
};
