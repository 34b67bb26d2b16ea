import { expect, it } from 'vitest';
import { csvRecord } from './csv';

it('writes records by RFC 4180', () => {
  expect(csvRecord(['NaCl', -3.25, null, true, 'a,b', 'say "x"', 'two\nlines'])).toBe('NaCl,-3.25,,true,"a,b","say ""x""","two\nlines"\r\n');
});
