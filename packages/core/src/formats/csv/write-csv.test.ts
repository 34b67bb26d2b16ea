import { expect, test } from 'vitest';
import { type CsvColumn, writeCsv } from './write-csv.js';

const columns: readonly CsvColumn<{ readonly name: string; readonly energy: number | null }>[] = [
  { name: 'name', unit: null, value: ({ name }) => name },
  { name: 'energy', unit: 'eV/atom', value: ({ energy }) => energy },
];

test('units stand in the header, lines end with CRLF, the text begins with a byte order mark', () => {
  expect(writeCsv(columns, [{ name: 'NaCl', energy: -3.5 }])).toBe('\ufeffname,energy [eV/atom]\r\nNaCl,-3.5\r\n');
});

test.each([
  ['=1+1', "'=1+1"],
  ['+A1', "'+A1"],
  ['-A1', "'-A1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['=A1,"x"', `"'=A1,""x"""`],
  ['two\nlines', '"two\nlines"'],
])('the text %j is the cell %j', (name, cell) => {
  expect(writeCsv(columns, [{ name, energy: 1 }])).toBe(`\ufeffname,energy [eV/atom]\r\n${cell},1\r\n`);
});

test.each([
  [-1e-7, '-1e-7'],
  [null, ''],
  [NaN, ''],
])('the number %s is the cell %j', (energy, cell) => {
  expect(writeCsv(columns, [{ name: 'x', energy }])).toBe(`\ufeffname,energy [eV/atom]\r\nx,${cell}\r\n`);
});
