// Chart.js draws no intervals: these plugins draw them from `low` and `high` of the points.

/** A band below a line, or a whisker through each point. datasets[i].interval = {kind: 'band' | 'whisker', along: 'x' | 'y'} */
const intervals = {
    id: 'intervals',
    beforeDatasetsDraw(chart) {
        const pen = chart.ctx;
        const {left, top, width, height} = chart.chartArea;
        for (const dataset of chart.data.datasets.filter(({interval}) => interval)) {
            const isBand = dataset.interval.kind === 'band';
            const margin = isBand ? 0 : 6;  // The ends of a whisker may stand on the edge.
            pen.save();
            pen.beginPath();
            pen.rect(left - margin, top - margin, width + 2 * margin, height + 2 * margin);
            pen.clip();
            (isBand ? drawBand : drawWhiskers)(pen, chart.scales, dataset);
            pen.restore();
        }
    },
};

/** A bound in pixels; one that a logarithmic axis cannot show ends at the edge of the chart. */
function boundPixel(scale, value) {
    return scale.getPixelForValue(scale.type === 'logarithmic' && value <= 0 ? scale.min : value);
}

function drawBand(pen, scales, dataset) {
    const points = dataset.data.filter((point) => isNumber(point.low) && isNumber(point.high) && isNumber(point.x));
    const corners = dataset.stepped ? stairs(points) : points;
    pen.fillStyle = withAlpha(dataset.borderColor, theme.isDark ? 0.2 : 0.15);
    pen.beginPath();
    corners.forEach((point) => pen.lineTo(boundPixel(scales.x, point.x), boundPixel(scales.y, point.high)));
    [...corners].reverse().forEach((point) => pen.lineTo(boundPixel(scales.x, point.x), boundPixel(scales.y, point.low)));
    pen.fill();
}

/** The corners of a step function that keeps each value to the next point. */
function stairs(points) {
    return points.flatMap((point, at) => (at === 0 ? [point] : [{...points[at - 1], x: point.x}, point]));
}

function drawWhiskers(pen, scales, dataset) {
    const along = dataset.interval.along;
    pen.strokeStyle = dataset.borderColor;
    pen.lineWidth = 1.8;
    pen.beginPath();
    for (const point of dataset.data) {
        if (isNumber(point.low)) {
            const isOpen = !isNumber(point.high);
            const [from, to] = [boundPixel(scales[along], point.low), boundPixel(scales[along], isOpen ? scales[along].max : point.high)];
            whisker(pen, along, from, to, scales[along === 'x' ? 'y' : 'x'].getPixelForValue(along === 'x' ? point.y : point.x), isOpen);
        }
    }
    pen.stroke();
}

/** @param isOpen  it goes on beyond the chart: an arrow instead of an end. */
function whisker(pen, along, from, to, across, isOpen) {
    const back = isOpen ? to - 5 * Math.sign(to - from) : to;
    const lines = [[from, across, to, across], [from, across - 4, from, across + 4], [back, across - 4, to, isOpen ? across : across + 4]];
    if (isOpen) {
        lines.push([back, across + 4, to, across]);
    }
    for (const [a, b, c, d] of lines) {
        pen.moveTo(...(along === 'x' ? [a, b] : [b, a]));
        pen.lineTo(...(along === 'x' ? [c, d] : [d, c]));
    }
}

/** Lines across the chart, as {axis, value, label}: a ratio of one, the target. chart.options.marks. */
const marks = {
    id: 'marks',
    beforeDatasetsDraw(chart) {
        const {left, right, top, bottom} = chart.chartArea;
        const pen = chart.ctx;
        for (const mark of chart.config.options.marks || []) {
            const scale = chart.scales[mark.axis];
            if (mark.value < scale.min || mark.value > scale.max) {
                continue;
            }
            const at = scale.getPixelForValue(mark.value);
            pen.save();
            pen.strokeStyle = theme.quiet;
            pen.setLineDash([3, 3]);
            pen.beginPath();
            pen.moveTo(...(mark.axis === 'x' ? [at, top] : [left, at]));
            pen.lineTo(...(mark.axis === 'x' ? [at, bottom] : [right, at]));
            pen.stroke();
            pen.restore();
        }
    },
    /** Over the lines, with a rim of paper: they may all end where the target stands. */
    afterDatasetsDraw(chart) {
        const {right, top} = chart.chartArea;
        const pen = chart.ctx;
        for (const mark of chart.config.options.marks || []) {
            const scale = chart.scales[mark.axis];
            if (mark.value < scale.min || mark.value > scale.max) {
                continue;
            }
            const at = scale.getPixelForValue(mark.value);
            const place = mark.axis === 'x' ? [at + 4, top + 10] : [right - 4, at - 5];
            pen.save();
            pen.font = `11px ${Chart.defaults.font.family}`;
            pen.textAlign = mark.axis === 'x' ? 'left' : 'right';
            pen.strokeStyle = theme.paper;
            pen.lineWidth = 4;
            pen.lineJoin = 'round';
            pen.strokeText(mark.label, ...place);
            pen.fillStyle = theme.quiet;
            pen.fillText(mark.label, ...place);
            pen.restore();
        }
    },
};

/** The names of groups of rows, over their rows. chart.options.headings = [{row, text}]. */
const headings = {
    id: 'headings',
    afterDatasetsDraw(chart) {
        const pen = chart.ctx;
        pen.save();
        pen.fillStyle = theme.quiet;
        pen.font = `600 12px ${Chart.defaults.font.family}`;
        pen.textBaseline = 'middle';
        for (const {row, text} of chart.config.options.headings || []) {
            pen.fillText(text, 2, chart.scales.y.getPixelForValue(row) + 3, chart.width - 4);
        }
        pen.restore();
    },
};

/** Text at the end of each row of bars. chart.options.ends[row] = {at, text}. */
const ends = {
    id: 'ends',
    afterDatasetsDraw(chart) {
        const pen = chart.ctx;
        pen.save();
        pen.fillStyle = theme.ink;
        pen.font = `12px ${Chart.defaults.font.family}`;
        pen.textBaseline = 'middle';
        (chart.config.options.ends || []).forEach((end, row) => {
            if (end) {
                pen.fillText(end.text, chart.scales.x.getPixelForValue(end.at) + 6, chart.scales.y.getPixelForValue(row));
            }
        });
        pen.restore();
    },
};
