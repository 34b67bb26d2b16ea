/** A column to order by; together with the id it has an index, or the list hangs on a parent that has few rows. */
export interface OrderColumn {
  readonly column: string;
  readonly type: keyof typeof READABLE;
  readonly nullable?: true;
}

/** Whether PostgreSQL can read a text as a value of the type. */
const READABLE = {
  integer: (text: string): boolean => /^-?\d{1,10}$/.test(text) && Math.abs(Number(text)) < 2 ** 31,
  'double precision': (text: string): boolean => text.trim() === text && text !== '' && Number.isFinite(Number(text)),
  timestamptz: (text: string): boolean => TIMESTAMP.test(text) && !Number.isNaN(Date.parse(text)) && isCalendarDay(text.slice(0, 10)),
  text: (text: string): boolean => !text.includes('\0'),
  uuid: (text: string): boolean => UUID.test(text),
} as const;

/** As PostgreSQL writes it. */
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const TIMESTAMP = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/;

/** `Date` takes February 31 for March 3. */
const isCalendarDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

/** Whether a value from outside can be compared with the column. @param text as PostgreSQL writes the value; null for none */
export const fitsColumn = (text: string | null, { type, nullable }: OrderColumn): boolean =>
  text === null ? nullable === true : READABLE[type](text);
