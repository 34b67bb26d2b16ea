export type CsvValue = string | number | boolean | null | undefined;

/** One record by RFC 4180: quoted where it must be, ended by CR LF. Null is an empty field. */
export const csvRecord = (values: readonly CsvValue[]): string => `${values.map(csvField).join(',')}\r\n`;

function csvField(value: CsvValue): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
