// How things are told apart: by colour (Okabe and Ito's, legible to the colour-blind) and always by a second sign as
// well: dashes and point shapes for lines, hatching for parts of a bar.

const LIGHT_COLOURS = ['#0072b2', '#d55e00', '#00805f', '#a3467f', '#b97700', '#3a9bd1', '#4d4d4d', '#8f8400'];
const DARK_COLOURS = ['#4aa8e8', '#ff8a4c', '#2cc79a', '#e39ac6', '#f0b440', '#9bd7f7', '#c9c9c9', '#f0e442'];
const LIGHT_PARTS = ['#0072b2', '#e69f00', '#56b4e9', '#d55e00', '#009e73', '#cc79a7', '#f0e442', '#8c8c8c'];
const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [12, 5], [4, 2, 1, 2, 1, 2], [1, 4], [15, 4, 4, 4]];
const SHAPES = ['circle', 'rect', 'triangle', 'rectRot', 'crossRot', 'star', 'rectRounded', 'cross'];
const HATCHES = ['solid', 'rising', 'dots', 'falling', 'crossed', 'level', 'upright', 'solid'];

const theme = {};

/** Reads the colours that hold now: light, dark or printed. */
function readTheme() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ['paper', 'ink', 'quiet', 'rule', 'grid', 'soft', 'accent']) {
        theme[name] = style.getPropertyValue('--' + name).trim();
    }
    theme.isDark = luminance(theme.paper) < 0.5;
    Chart.defaults.color = theme.quiet;
    Chart.defaults.borderColor = theme.grid;
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.font.size = 12;
    Chart.defaults.animation = false;
}

function luminance(hex) {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** The look of the series with that number; after eight the shapes shift, so that no two look alike. */
function lineLook(index) {
    const lap = Math.floor(index / 8);
    return {
        colour: (theme.isDark ? DARK_COLOURS : LIGHT_COLOURS)[index % 8],
        dash: DASHES[(index + lap) % 8],
        shape: SHAPES[(index + 3 * lap) % 8],
    };
}

function partLook(index) {
    const lap = Math.floor(index / 8);
    return {colour: LIGHT_PARTS[index % 8], hatch: HATCHES[(index + lap) % 8]};
}

function withAlpha(hex, alpha) {
    return hex + Math.round(alpha * 255).toString(16).padStart(2, '0');
}

/** A fill for a part: its colour, hatched. */
function partFill(look) {
    const tile = document.createElement('canvas');
    tile.width = tile.height = 8;
    const pen = tile.getContext('2d');
    pen.fillStyle = look.colour;
    pen.fillRect(0, 0, 8, 8);
    pen.strokeStyle = pen.fillStyle = luminance(look.colour) > 0.45 ? '#00000070' : '#ffffff90';
    pen.lineWidth = 1.3;
    drawHatch(pen, look.hatch);
    return pen.createPattern(tile, 'repeat');
}

function drawHatch(pen, hatch) {
    const strokes = {
        rising: [[-2, 2, 2, -2], [-2, 10, 10, -2], [6, 10, 10, 6]],
        falling: [[-2, 6, 2, 10], [-2, -2, 10, 10], [6, -2, 10, 2]],
        crossed: [[-2, -2, 10, 10], [-2, 10, 10, -2]],
        level: [[0, 4, 8, 4]],
        upright: [[4, 0, 4, 8]],
    };
    pen.beginPath();
    for (const [x, y, toX, toY] of strokes[hatch] || []) {
        pen.moveTo(x, y);
        pen.lineTo(toX, toY);
    }
    pen.stroke();
    if (hatch === 'dots') {
        pen.fillRect(1, 1, 2, 2);
        pen.fillRect(5, 5, 2, 2);
    }
}

/** The little picture in the legend: a piece of the line with its point, or of the fill. */
function swatch(look) {
    const canvas = element('canvas', {width: look.hatch ? 40 : 68, height: 32, 'aria-hidden': 'true'});
    const pen = canvas.getContext('2d');
    pen.scale(2, 2);
    if (look.hatch) {
        pen.fillStyle = partFill(look);
        pen.fillRect(1, 1, 18, 14);
    } else {
        drawLineSwatch(pen, look);
    }
    return canvas;
}

function drawLineSwatch(pen, look) {
    pen.strokeStyle = pen.fillStyle = look.colour;
    pen.lineWidth = 2;
    if (look.dash) {
        pen.setLineDash(look.dash);
        pen.beginPath();
        pen.moveTo(1, 8);
        pen.lineTo(33, 8);
        pen.stroke();
        pen.setLineDash([]);
    }
    Chart.helpers.drawPoint(pen, {pointStyle: look.shape, radius: 4.5, borderWidth: 2}, 17, 8);
}
