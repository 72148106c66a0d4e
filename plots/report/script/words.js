// Numbers and units as a person reads them.

const SI_STEPS = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k'], [1, ''], [1e-3, 'm'], [1e-6, 'µ'], [1e-9, 'n'], [1e-12, 'p']];
const TAKES_PREFIX = new Set(['J', 's', 'W', 'B', 'bytes', 'byte', 'bit', 'bits', 'Wh']);
const SUPERSCRIPTS = {'-': '⁻', 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹'};
const THIN_SPACE = '\u202f';
const MINUS = '\u2212';

function isNumber(value) {
    return typeof value === 'number' && Number.isFinite(value);
}

/** Four significant digits, without zeros that say nothing: 0.61, 12 340, 2.5·10⁻⁷. */
function numberText(value, digits = 4) {
    if (value === 0) {
        return '0';
    }
    const size = Math.abs(value);
    const text = size < 1e-3 || size >= 1e7 ? powerText(size, digits) : plainText(size, digits);
    return value < 0 ? MINUS + text : text;
}

function plainText(size, digits) {
    const rounded = Number(size.toPrecision(digits));
    const [whole, fraction] = String(size >= 10 ** digits ? Math.round(size) : rounded).split('.');
    const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE) : whole;
    return fraction ? grouped + '.' + fraction : grouped;
}

function powerText(size, digits) {
    const [mantissa, exponent] = size.toExponential(digits - 1).split('e');
    const power = '10' + [...String(Number(exponent))].map((sign) => SUPERSCRIPTS[sign]).join('');
    return Number(mantissa) === 1 ? power : Number(mantissa) + '·' + power;
}

/** In which a value of that size is told: {step, symbol}, 12 345 J in kJ; without a prefix where the unit takes none. */
function scaleOf(value, unit, digits = 4) {
    const symbol = unit === 'bytes' || unit === 'byte' ? 'B' : unit;
    if (!TAKES_PREFIX.has(unit) || value === 0) {
        return {step: 1, symbol};
    }
    const rounded = Math.abs(Number(value.toPrecision(digits)));
    const [step, prefix] = SI_STEPS.find(([least]) => rounded >= least * 0.9999999) || SI_STEPS[SI_STEPS.length - 1];
    return {step, symbol: prefix + symbol};
}

/** With its unit: 1.2 kJ, 350 µs, 4.5 MB. */
function quantityText(value, unit, digits = 4) {
    const {step, symbol} = scaleOf(value, unit, digits);
    return numberText(value / step, digits) + (symbol ? THIN_SPACE + symbol : '');
}

/**
 * "0.61 [0.58, 0.64] kJ"; without brackets where there is no interval; a dash for nothing. An interval that has a lower
 * end alone is open: [0.58, ∞).
 */
function intervalText(middle, low, high, unit = '') {
    if (!isNumber(middle) && !isNumber(low)) {
        return '–';
    }
    const {step, symbol} = scaleOf(isNumber(middle) ? middle : low, unit);
    const text = (value) => numberText(value / step);
    const interval = isNumber(low) ? ` [${text(low)}, ${isNumber(high) ? text(high) + ']' : '∞)'}` : '';
    return (isNumber(middle) ? text(middle) : '–') + interval + (symbol ? THIN_SPACE + symbol : '');
}

function axisTitle(label, unit) {
    return unit ? `${label} (${unit})` : label;
}

/** "total_j" to "total j": for a word that has no better name. */
function spoken(id) {
    return String(id).replace(/_/g, ' ');
}

function shortened(text, length) {
    const letters = [...text];
    return letters.length > length ? letters.slice(0, length - 1).join('') + '…' : text;
}
