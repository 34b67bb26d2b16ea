import { expect, test } from 'vitest';
import { covalentRadiusOf } from './covalent-radius.js';
import { atomicNumberOf, ELEMENT_COUNT, elementOf, UnknownElementError } from './elements.js';

const radiusOf = (symbol: string): number => covalentRadiusOf(atomicNumberOf(symbol) ?? 0);

test('the radius is the tabulated one up to curium and that of curium beyond', () => {
  expect([radiusOf('H'), radiusOf('Cs'), radiusOf('Cm')]).toEqual([0.31, 2.44, 1.69]);
  for (let z = 1; z <= ELEMENT_COUNT; z++) expect(covalentRadiusOf(z)).toBe(elementOf(z).covalentRadius ?? radiusOf('Cm'));
});

test('no element, no radius', () => {
  expect(() => covalentRadiusOf(119)).toThrow(UnknownElementError);
});
