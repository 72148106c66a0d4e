// A figure's tidy table: rows by the names of its columns.

class Table {
    constructor(figure) {
        this.figure = figure;
        this.rows = figure.rows;
        this.index = new Map(figure.columns.map((column, at) => [column.name, at]));
    }

    has(name) {
        return this.index.has(name);
    }

    /** The value of a column in a row; null where the table has no such column. */
    get(row, name) {
        const at = this.index.get(name);
        return at === undefined ? null : row[at];
    }

    unit(name) {
        const at = this.index.get(name);
        return at === undefined ? '' : this.figure.columns[at].unit;
    }

    /** Rows with these values; what is undefined is not asked for. */
    where(wanted) {
        const tests = Object.entries(wanted).filter(([, value]) => value !== undefined)
            .map(([name, value]) => [this.index.get(name), value]);
        return this.rows.filter((row) => tests.every(([at, value]) => at === undefined || String(row[at]) === String(value)));
    }

    /** The distinct values of a column, in the order in which they come; only those in `order` first, where given. */
    values(name, order = []) {
        const found = new Set(this.rows.map((row) => this.get(row, name)).filter((value) => value !== null));
        const first = order.filter((value) => found.has(value));
        return [...first, ...[...found].filter((value) => !first.includes(value))];
    }

    /** Choices for a column: those that the figure declares, in words; else the values themselves. */
    choices(name) {
        const declared = [...this.figure.x_choices, ...this.figure.y_choices];
        return this.values(name).map((id) => declared.find((choice) => choice.id === id) ||
            {id: String(id), label: spoken(id), unit: '', is_logarithmic: false});
    }
}
