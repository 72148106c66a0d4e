// Building the page. Data enters it as text alone, never as markup.

function element(name, attributes = {}, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value !== null && value !== undefined) {
            node.setAttribute(key, value);
        }
    }
    node.append(...children);
    return node;
}

/** @param head  texts; @param rows  of texts; @param numeric  for each column whether it stands to the right. */
function tableElement(head, rows, numeric, attributes = {}) {
    const side = (column) => ({class: numeric[column] ? 'number' : null});
    const body = rows.map((row) => element('tr', {}, ...row.map((text, column) =>
        column === 0 ? element('th', {scope: 'row', ...side(column)}, text) : element('td', side(column), text))));
    const heads = head.map((text, column) => element('th', {scope: 'col', ...side(column)}, text));
    return element('table', attributes, element('thead', {}, element('tr', {}, ...heads)), element('tbody', {}, ...body));
}

/** A box in which a wide table scrolls: by touch, and by keyboard. */
function scrollBox(table, label, isTall = false) {
    return element('div', {class: isTall ? 'scroll tall' : 'scroll', tabindex: '0', role: 'region', 'aria-label': label}, table);
}

function csvCell(value) {
    if (value === null) {
        return '';
    }
    const text = String(value);
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
}

function csvText(figure) {
    const lines = [figure.columns.map((column) => csvCell(column.name)).join(',')];
    for (const row of figure.rows) {
        lines.push(row.map(csvCell).join(','));
    }
    return lines.join('\n') + '\n';
}

function download(name, text) {
    const link = element('a', {href: URL.createObjectURL(new Blob([text], {type: 'text/csv;charset=utf-8'})), download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function cellText(value) {
    if (value === null) {
        return '';
    }
    return isNumber(value) ? numberText(value) : String(value);
}
