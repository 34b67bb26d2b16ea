import { describe, expect, test } from 'vitest';
import { cellParameters } from '../../crystal/lattice.js';
import { CoreError } from '../../errors.js';
import { readPoscar } from './read-poscar.js';
import { writePoscar } from './write-poscar.js';

const salt = ['NaCl', '1.0', '  5.0 0.0 0.0', '  0.0 5.0 0.0', '  0.0 0.0 5.0', 'Na Cl', '1 1', 'Direct', '0.0 0.0 0.0', '0.5 0.5 0.5'];
const variant = (changes: Record<number, string | string[]>): string => salt.flatMap((line, k) => changes[k + 1] ?? line).join('\n');

describe('variants that mean the same', () => {
  test.each([
    ['plain', variant({})],
    ['line ends of Windows and of the old Mac', `${variant({}).replaceAll('\n', '\r\n')}\r\n`],
    ['carriage returns', variant({}).replaceAll('\n', '\r')],
    ['a scale', variant({ 2: '2.5', 3: '2 0 0', 4: '0 2 0', 5: '0 0 2' })],
    ['a volume as scale', variant({ 2: '-125', 3: '2 0 0', 4: '0 2 0', 5: '0 0 2' })],
    ['a scale for each axis', variant({ 2: '5 2.5 1', 3: '1 0 0', 4: '0 2 0' })],
    ['Cartesian', variant({ 8: 'Cartesian', 10: '2.5 2.5 2.5' })],
    ['Cartesian with scale', variant({ 2: '2.5', 3: '2 0 0', 4: '0 2 0', 5: '0 0 2', 8: 'kartesisch', 10: '1 1 1' })],
    ['selective dynamics', variant({ 8: ['Selective dynamics', 'direct'], 9: '0 0 0 T F T', 10: '0.5 0.5 0.5 F F F' })],
    ['elements behind the positions', variant({ 9: '0 0 0 Na', 10: '0.5 0.5 0.5 Cl' })],
    ['velocities', variant({ 10: ['0.5 0.5 0.5', '', '0.1 0.1 0.1', '0.2 0.2 0.2'] })],
    ['names of pseudopotentials', variant({ 6: 'Na_pv Cl/8a1f2' })],
    ['VASP 4, elements in the comment', variant({ 1: 'Na Cl', 6: [] })],
    ['VASP 4, elements behind the positions', variant({ 6: [], 9: '0 0 0 Na', 10: '.5 .5 .5 Cl' })],
    ['VASP 4, elements behind the flags', variant({ 6: [], 8: ['S', 'D'], 9: '0 0 0 T T T Na', 10: '.5 .5 .5 T T T Cl' })],
    ['exponents of Fortran', variant({ 3: '5.0D0 0 0', 10: '5.0d-1 5E-1 0.5' })],
  ])('%s', (_name, text) => {
    const { lattice, atomicNumbers, fracCoords } = readPoscar(text);
    const { a, b, c, gamma } = cellParameters(lattice);
    [a, b, c, gamma].forEach((value, k) => expect(value).toBeCloseTo(k < 3 ? 5 : 90, 10));
    expect(atomicNumbers).toEqual([11, 17]);
    fracCoords[1].forEach((x) => expect(x).toBeCloseTo(0.5, 12));
  });
});

test('groups of one element may repeat when read, and are joined when written', () => {
  const structure = readPoscar(variant({ 6: 'Na Cl Na', 7: '1 1 1', 10: ['0.5 0.5 0.5', '0.25 0.5 0'] }));
  expect(structure.atomicNumbers).toEqual([11, 17, 11]);
  expect(writePoscar(structure).split('\n').slice(5, 8)).toEqual(['Na Cl', '2 1', 'Direct']);
});

describe('refused with line and column', () => {
  test.each([
    ['no elements anywhere', variant({ 6: [] }), 8, 12],
    ['no number as scale', variant({ 2: 'one' }), 2, 1],
    ['zero as scale', variant({ 2: '0.0' }), 2, 1],
    ['a short lattice vector', variant({ 4: '0 5' }), 4, 4],
    ['NaN in the lattice', variant({ 4: '0 NaN 0' }), 4, 3],
    ['infinity in the lattice', variant({ 4: '0 1e999 0' }), 4, 3],
    ['an unknown element', variant({ 6: 'Na Xx' }), 6, 4],
    ['more elements than counts', variant({ 7: '2' }), 7, 1],
    ['no counts', variant({ 7: '' }), 7, 1],
    ['counts of zero', variant({ 7: '0 0' }), 7, 1],
    ['too many sites', variant({ 7: '1 99999999' }), 7, 1],
    ['an unknown mode', variant({ 8: 'fractional' }), 8, 1],
    ['a position with two numbers', variant({ 10: '0.5 0.5' }), 10, 8],
    ['a position with a word', variant({ 10: '0.5 half 0.5' }), 10, 5],
    ['a file cut off', salt.slice(0, 9).join('\n'), 10, 1],
    ['a file of one line', 'NaCl', 2, 1],
  ])('%s', (_name, text, line, column) => {
    expect(thrown(text)).toMatchObject({ code: 'ParseFailed', line, column });
  });

  test('a flat cell and two atoms on one place', () => {
    expect(thrown(variant({ 5: '5 5 0' }))).toMatchObject({ code: 'InvalidLattice' });
    expect(thrown(variant({ 10: '0.9999 0 1' }))).toMatchObject({ code: 'InvalidStructure' });
  });
});

function thrown(text: string): CoreError {
  try {
    readPoscar(text);
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('The text was read');
}
