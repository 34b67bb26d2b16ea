/** A column of a table: its name, the unit of its numbers, and the value of a row; null is a value that was not computed. */
export interface CsvColumn<Row> {
  readonly name: string;
  /** Null where there is none. */
  readonly unit: string | null;
  readonly value: (row: Row) => string | number | null;
}

/** With it spreadsheets take the text for UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/** A text that a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Write a table with units in its header (`energy_above_hull [eV/atom]`), for programs and spreadsheets alike: UTF-8 with a byte order mark, numbers
 * as the shortest decimals that read back as the same. A text that a spreadsheet would calculate gets an apostrophe before it; numbers never do.
 * @see RFC 4180; OWASP, "CSV Injection"
 */
export const writeCsv = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string => csvHeader(columns) + csvRows(columns, rows);

/** The beginning of a table whose rows come piece by piece. */
export const csvHeader = <Row>(columns: readonly CsvColumn<Row>[]): string =>
  BYTE_ORDER_MARK + lineOf(columns.map(({ name, unit }) => (unit === null ? name : `${name} [${unit}]`)));

export const csvRows = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string =>
  rows.map((row) => lineOf(columns.map(({ value }) => cellText(value(row))))).join('');

const lineOf = (cells: readonly string[]): string => `${cells.map(quoteIfNeeded).join(',')}\r\n`;

function cellText(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  return FORMULA.test(value) ? `'${value}` : value;
}

const quoteIfNeeded = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
