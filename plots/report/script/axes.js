// Options that the charts share.

function linearTicks(unit) {
    return {maxRotation: 0, autoSkipPadding: 14, callback: (value) => quantityText(Number(value.toPrecision(10)), unit)};
}

/** Labels on a logarithmic axis: powers of ten, and 2 and 5 between them where there are few. */
function logTicks(unit) {
    return {
        maxRotation: 0,
        autoSkipPadding: 14,
        callback(value) {
            const mantissa = Number(value.toExponential().split('e')[0]);
            const decades = Math.log10(this.max / this.min);
            const labelled = decades > 2.5 ? [1] : decades > 1 ? [1, 2, 5] : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
            return labelled.includes(mantissa) ? quantityText(value, unit) : '';
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
    if (reach) {
        [axis.suggestedMin, axis.suggestedMax] = reach;
    }
    if (beginAtZero && !isLogarithmic) {
        axis.beginAtZero = true;
    }
    return axis;
}

/** An axis of names, from top to bottom. Points on it are given by their number. */
function nameAxis(labels, width) {
    const length = width < 500 ? 15 : 34;
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
