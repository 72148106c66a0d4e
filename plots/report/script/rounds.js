// What the air did to the order, and one round as it went.

const ORDER_MEASURES = [
    {id: 'inversions', of: 'pairs', label: 'Pairs heard in the wrong order', unit: '%'},
    {id: 'over_budget_rounds', of: 'budget_rounds', label: 'Rounds over their budget', unit: '%'},
    {id: 'deadline_rounds', of: null, label: 'Rounds closed by their deadline', unit: ''},
    {id: 'missed_models', of: null, label: 'Models missed', unit: ''},
];

kinds.order = {
    controls(panel) {
        const known = ORDER_MEASURES.filter(({id}) => panel.table.has(id));
        return [selectControl('measure', 'Measure', known), settingControl(panel, true)];
    },

    chart(panel) {
        const {table, choice} = panel;
        const {measure} = choice;
        const rows = namedRows(panel);
        const found = foundRows(panel, rows);
        const amounts = found.map((row) => (row ? orderAmount(table, row, measure) : null));
        const colours = rows.map((name) => lineLook(seriesIndex(panel, name.series)).colour);
        const reach = [0, Math.max(...amounts.filter(isNumber), measure.unit ? 0.1 : 1) * 1.2];
        const scales = {x: numericAxis({title: measure.label, unit: measure.unit, reach}), y: nameAxis(rows.map((row) => row.label), panel.width)};
        const options = chartOptions(scales, (item) => orderWords(table, found[item.dataIndex], measure), (item) => rows[item.dataIndex].label);
        options.indexAxis = 'y';
        options.headings = rowHeadings(rows);
        options.ends = amounts.map((amount, at) => (rows[at].series === undefined ? null : {at: amount || 0, text: isNumber(amount) ? quantityText(amount, measure.unit, 3) : '–'}));
        const dataset = {name: null, data: amounts, backgroundColor: colours, barPercentage: 0.7};
        return {
            type: 'bar', datasets: [dataset], labels: rows.map((row) => row.label), options, legend: [],
            shown: measure.label + settingWords(panel), height: rowsHeight(rows.length), below: orderTable(panel, rows, found),
        };
    },
};

/** In per cent of what it is a part of, where it is one. */
function orderAmount(table, row, {id, of}) {
    const [amount, whole] = [table.get(row, id), of && table.get(row, of)];
    if (!of || !isNumber(amount)) {
        return amount;
    }
    return whole > 0 ? (100 * amount) / whole : null;
}

function orderWords(table, row, {id, of}) {
    const amount = table.get(row, id);
    return of && isNumber(amount) ? `${numberText(amount)} of ${cellText(table.get(row, of))}` : cellText(amount) || '–';
}

function orderTable(panel, rows, found) {
    const measures = ORDER_MEASURES.filter(({id}) => panel.table.has(id));
    const cells = (row) => measures.map((measure) => (row ? orderWords(panel.table, row, measure) : '–'));
    return rowsTable(panel, rows, found, measures.map((measure) => measure.label), cells);
}

kinds.timeline = {
    controls(panel) {
        const {table} = panel;
        const pairs = [...new Map(table.rows.map((row) => [JSON.stringify([table.get(row, 'series'), table.get(row, 'round')]), row])).values()];
        const options = pairs.map((row) => {
            const [series, round] = [table.get(row, 'series'), table.get(row, 'round')];
            return {value: {series, round}, label: `${series}, round ${round}`};
        });
        return [{id: 'scene', label: 'Run and round', options}];
    },

    chart(panel) {
        const {table, choice} = panel;
        const rows = table.where({series: choice.scene.series, round: choice.scene.round});
        const nodes = [...new Set(rows.map((row) => nodeName(table.get(row, 'node'))))];
        const present = new Set(rows.map((row) => table.get(row, 'kind')));
        const kindNames = table.values('kind', Object.keys(KIND_LOOKS));
        const looks = new Map(kindNames.map((kind, at) => [kind, KIND_LOOKS[kind] || partLook(at)]));
        const datasets = kindNames.filter((kind) => present.has(kind)).map((kind) => {
            const spans = rows.filter((row) => table.get(row, 'kind') === kind).map((row) => spanOf(table, row));
            return looks.get(kind).shape ? instantsDataset(kind, looks.get(kind), spans) : spansDataset(kind, looks.get(kind), spans);
        });
        const legend = datasets.map(({name}) => ({name, look: {colour: theme.ink, ...looks.get(name)}, label: spoken(name)}));
        return {...timelineSpec(panel, nodes), type: 'bar', datasets, legend, labels: nodes};
    },
};

// Spans are bars, instants points; the same look in every round.
const KIND_LOOKS = {
    computing: {colour: '#8c8c8c', hatch: 'dots'},
    'tx update': {colour: '#0072b2', hatch: 'solid'},
    'tx model': {colour: '#e69f00', hatch: 'rising'},
    'tx control': {colour: '#d55e00', hatch: 'falling'},
    rx: {colour: '#56b4e9', hatch: 'level'},
    busy: {colour: '#cc79a7', hatch: 'crossed'},
    sleep: {colour: '#d9d3bb', hatch: 'upright'},
    off: {colour: '#4d4d4d', hatch: 'solid'},
    offered: {shape: 'triangle'},
    delivered: {shape: 'circle'},
    lost: {shape: 'crossRot'},
    late: {shape: 'star'},
    withdrawn: {shape: 'rectRot'},
    closed: {shape: 'rect'},
};

function spansDataset(kind, look, spans) {
    return {
        name: kind, data: spans, grouped: false, backgroundColor: partFill(look), borderWidth: 0, minBarLength: 1.5,
        barPercentage: 1, categoryPercentage: 0.86,
    };
}

function instantsDataset(kind, look, spans) {
    return {
        name: kind, type: 'line', order: -1, showLine: false, data: spans.map((span) => ({...span, x: span.x[0]})),
        pointStyle: look.shape, pointRadius: 4.5, pointHoverRadius: 6.5, pointBorderWidth: 1, backgroundColor: theme.ink,
        borderColor: ['crossRot', 'star'].includes(look.shape) ? theme.ink : theme.paper,
    };
}

function nodeName(node) {
    return isNumber(node) ? `worker ${node}` : String(node);
}

function spanOf(table, row) {
    return {x: [table.get(row, 'begin_s'), table.get(row, 'end_s')], y: nodeName(table.get(row, 'node')), label: table.get(row, 'label')};
}

function timelineSpec(panel, nodes) {
    const scales = {x: numericAxis({title: 'Time in the round', unit: 's'}), y: nameAxis(nodes, panel.width)};
    scales.y.ticks.autoSkip = nodes.length > 40;
    scales.x.max = panel.table.where(panel.choice.scene).length ? undefined : 1;
    const when = (x) => (isNumber(x) ? quantityText(x, 's') : `${quantityText(x[0], 's')} to ${quantityText(x[1], 's')} (${quantityText(x[1] - x[0], 's', 3)})`);
    const tip = ({raw, dataset}) => [`${spoken(dataset.name)}${raw.label ? ': ' + raw.label : ''}`, when(raw.x)];
    const options = chartOptions(scales, tip, (item) => item.raw.y);
    options.indexAxis = 'y';
    options.interaction = {mode: 'nearest', intersect: true};
    return {
        options, shown: `${panel.choice.scene.series}, round ${panel.choice.scene.round}: what each node did`,
        height: Math.min(Math.max(nodes.length * (nodes.length > 40 ? 7 : 22) + 70, 180), 2000),
    };
}
