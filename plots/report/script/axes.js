// Options that the charts share.

function linearTicks(unit) {
    return {maxRotation: 0, autoSkipPadding: 14, callback: (value) => quantityText(Number(value.toPrecision(10)), unit)};
}

// Which numbers of a decade get a label, and the least gap between two of them in decades.
const LABELLED = [
    {mantissas: [1, 2, 3, 4, 5, 6, 7, 8, 9], gap: Math.log10(10 / 9)},
    {mantissas: [1, 2, 3, 5], gap: Math.log10(5 / 3)},
    {mantissas: [1, 2, 5], gap: Math.log10(2)},
    {mantissas: [1], gap: 1},
];

/** Labels on a logarithmic axis: as many as find room; of very many decades only every second, third, ... */
function logTicks(unit) {
    return {
        maxRotation: 0,
        autoSkip: false,
        callback(value) {
            const decades = Math.max(Math.log10(this.max / this.min), 1e-9);
            const isFlat = this.isHorizontal();
            const room = (isFlat ? 0.75 * this.chart.width / 54 : 0.8 * this.chart.height / 18) / decades;
            const {mantissas, gap} = LABELLED.find((choice) => choice.gap * room >= 1) || LABELLED[LABELLED.length - 1];
            const [mantissa, exponent] = value.toExponential().split('e').map(Number);
            const every = Math.max(Math.ceil(gap === 1 ? 1 / room : 1), 1);
            const isEnd = decades < 0.3 && (value === this.min || value === this.max);
            return isEnd || (mantissas.includes(mantissa) && exponent % every === 0) ? quantityText(value, unit) : '';
        },
    };
}

/** A numeric axis. @param reach  [least, greatest] that must be in view: the ends of the intervals. */
function numericAxis({title, unit = '', isLogarithmic = false, reach = null, beginAtZero = false}) {
    const axis = {
        type: isLogarithmic ? 'logarithmic' : 'linear',
        title: {display: true, text: axisTitle(title, unit), color: theme.ink},
        ticks: isLogarithmic ? logTicks(unit) : linearTicks(unit),
        grid: {color: theme.grid, borderColor: theme.rule, tickColor: theme.rule},
    };
    if (reach && isLogarithmic) {
        [axis.min, axis.max] = [roundMantissa(reach[0], Math.floor), roundMantissa(reach[1], Math.ceil)];
    } else if (reach) {
        [axis.suggestedMin, axis.suggestedMax] = reach;
    }
    if (beginAtZero && !isLogarithmic) {
        axis.beginAtZero = true;
    }
    return axis;
}

/** Down (floor) or up (ceil) to a short number, 1.1, 2.5 or 30: where a logarithmic axis ends. */
function roundMantissa(value, round) {
    const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
    const mantissa = Number((value / power).toPrecision(12));
    const step = mantissa < 2 ? 0.1 : mantissa < 5 ? 0.5 : 1;
    return Number((round(Number((mantissa / step).toPrecision(9))) * step * power).toPrecision(3));
}

/** An axis of names, from top to bottom. Points on it are given by their number. */
function nameAxis(labels, width) {
    const length = width < 500 ? 16 : 36;
    return {
        type: 'category',
        labels: labels.map((label) => shortened(label, length)),
        offset: true,
        ticks: {autoSkip: labels.length > 60, color: theme.ink, padding: 4},
        grid: {color: theme.grid, borderColor: theme.rule, drawTicks: false},
    };
}

/** Least and greatest of values, lows and highs that the axis can show. */
function reachOf(points, value, isLogarithmic) {
    let least = Infinity;
    let greatest = -Infinity;
    for (const point of points) {
        for (const number of [point[value], point.low, point.high]) {
            if (isNumber(number) && !(isLogarithmic && number <= 0)) {
                least = Math.min(least, number);
                greatest = Math.max(greatest, number);
            }
        }
    }
    return least <= greatest ? [least, greatest] : null;
}

/** What every chart has. @param tell  lines of the tip over a point, from its dataset and raw data. */
function chartOptions(scales, tell, heading = null) {
    return {
        responsive: true,
        maintainAspectRatio: false,
        animation: false,
        layout: {padding: {top: 6, right: 14}},
        interaction: {mode: 'nearest', intersect: false},
        scales,
        plugins: {
            legend: {display: false},
            tooltip: {
                backgroundColor: theme.ink, titleColor: theme.paper, bodyColor: theme.paper, displayColors: false,
                padding: 9, cornerRadius: 4,
                callbacks: {title: (items) => (heading && items.length ? heading(items[0]) : ''), label: tell},
            },
        },
    };
}
