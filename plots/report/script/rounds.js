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
        const start = rows.reduce((least, row) => Math.min(least, table.get(row, 'begin_s')), Infinity);
        const nodes = [...new Set(rows.map((row) => String(table.get(row, 'node'))))];
        const kindNames = table.values('kind');
        const datasets = kindNames.filter((kind) => rows.some((row) => table.get(row, 'kind') === kind)).map((kind) => ({
            name: kind, grouped: false, backgroundColor: partFill(partLook(kindNames.indexOf(kind))), borderWidth: 0, minBarLength: 1.5,
            barPercentage: 1, categoryPercentage: 0.86,
            data: rows.filter((row) => table.get(row, 'kind') === kind).map((row) => spanOf(table, row, start)),
        }));
        const legend = datasets.map(({name}) => ({name, look: partLook(kindNames.indexOf(name)), label: spoken(name)}));
        return {...timelineSpec(panel, nodes), type: 'bar', datasets, legend, labels: nodes};
    },
};

function spanOf(table, row, start) {
    const [begin, end] = [table.get(row, 'begin_s'), table.get(row, 'end_s')];
    return {x: [begin - start, end - start], y: String(table.get(row, 'node')), label: table.get(row, 'label')};
}

function timelineSpec(panel, nodes) {
    const scales = {x: numericAxis({title: 'Time since the first thing shown', unit: 's'}), y: nameAxis(nodes, panel.width)};
    scales.y.ticks.autoSkip = nodes.length > 40;
    scales.x.max = panel.table.where(panel.choice.scene).length ? undefined : 1;
    const tip = ({raw, dataset}) => [`${spoken(dataset.name)}${raw.label ? ': ' + raw.label : ''}`,
        `${quantityText(raw.x[0], 's')} to ${quantityText(raw.x[1], 's')} (${quantityText(raw.x[1] - raw.x[0], 's', 3)})`];
    const options = chartOptions(scales, tip, (item) => item.raw.y);
    options.indexAxis = 'y';
    options.interaction = {mode: 'nearest', intersect: true};
    return {
        options, shown: `${panel.choice.scene.series}, round ${panel.choice.scene.round}: what each node did`,
        height: Math.min(Math.max(nodes.length * (nodes.length > 40 ? 7 : 22) + 70, 180), 2000),
    };
}
