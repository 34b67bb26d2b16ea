import { expect, it } from 'vitest';
import { parseFormula } from '../../composition/parse-formula.js';
import { DEFAULT_CONSTRAINTS } from './search-constraints.js';
import { parseSystem, writeSubject } from './parse-subject.js';

it.each([
  ['Mg-Si-O', [8, 12, 14], 'Mg-O-Si'],
  ['O2-Mg-Mg', [8, 12], 'Mg-O'],
  ['MgO-SiO2', [8, 12, 14], 'MgO-SiO2'],
  [' SiO2 , Mg2O2', [8, 12, 14], 'SiO2-MgO'],
  ['Li-Li3N-LiLi2N', [3, 7], 'Li-Li3N'],
])('reads %s', (text, elements, written) => {
  const system = parseSystem(text);
  expect(system.elements).toEqual(elements);
  expect(writeSubject({ composition: null, ...system, constraints: { ...DEFAULT_CONSTRAINTS, ...system } })).toBe(written);
});

it.each([
  ['Mg-Xx', 'UnknownElement', 3],
  ['MgO-SiO2)', 'InvalidFormula', 8],
  ['-', 'EmptyFormula', 0],
  ['Mg- ', 'EmptyFormula', 3],
])('says what is wrong with %j, and where', (text, code, position) => {
  expect(() => parseSystem(text)).toThrow(expect.objectContaining({ code, position }) as Error);
});

it('writes a composition as chemists do', () => {
  expect(writeSubject({ elements: [8, 22], composition: parseFormula('Ti2O4'), constraints: DEFAULT_CONSTRAINTS })).toBe('TiO2');
});
