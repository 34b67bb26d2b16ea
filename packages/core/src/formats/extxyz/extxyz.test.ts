import { describe, expect, test } from 'vitest';
import { CoreError } from '../../errors.js';
import { readExtxyz } from './read-extxyz.js';
import { writeExtxyz } from './write-extxyz.js';

const LATTICE = 'Lattice="5 0 0 0 5 0 0 0 5"';
const frame = (comment: string, rows = ['Na 0 0 0', 'Cl 2.5 2.5 2.5']): string => [rows.length, comment, ...rows, ''].join('\n');

test('columns in any order, with columns that mean nothing here', () => {
  const rows = ['1 0 0 0 T 0.1 0.2 0.3 Na', '2 2.5 2.5 2.5 F 0.4 0.5 0.6 Cl'];
  const [read] = readExtxyz(
    frame(`Properties=id:I:1:pos:R:3:fixed:L:1:forces:R:3:species:S:1 ${LATTICE} energy=-3.5 step=7 note="a \\"b\\" c" flag`, rows),
  );
  expect(read.structure.atomicNumbers).toEqual([11, 17]);
  expect(read.structure.fracCoords[1]).toEqual([0.5, 0.5, 0.5]);
  expect(read.forces).toEqual([
    [0.1, 0.2, 0.3],
    [0.4, 0.5, 0.6],
  ]);
  expect(read.energy).toBe(-3.5);
  expect(read.stress).toBeNull();
  expect([...read.extra]).toEqual([
    ['step', '7'],
    ['note', 'a "b" c'],
    ['flag', 'T'],
  ]);
  expect(readExtxyz(writeExtxyz([read]))).toEqual([read]);
});

test('atomic numbers in place of symbols, other quotes, blank lines between frames, rows a b c of the lattice', () => {
  const other = frame("Lattice = '5 0 0 1 5 0 0 0 5' Properties=Z:I:1:pos:R:3 pbc={T T T}", ['11 0 0 0', '17 3 2.5 2.5']);
  const frames = readExtxyz(`${frame(LATTICE)}\n\n${other}`);
  expect(frames).toHaveLength(2);
  expect(frames[1].structure.lattice.vectors[1]).toEqual([1, 5, 0]);
  frames[1].structure.fracCoords[1].forEach((x) => expect(x).toBeCloseTo(0.5, 12));
});

describe('refused with line and column', () => {
  test.each([
    ['no lattice', frame('energy=1'), 2, 9],
    ['eight numbers', frame('Lattice="1 2 3 4 5 6 7 8"'), 2, 1],
    ['NaN in the lattice', frame(LATTICE.replace('5 0', 'NaN 0')), 2, 1],
    ['a slab', frame(`${LATTICE} pbc="T T F"`), 2, 29],
    ['a quote that does not close', frame('energy=1 Lattice="5 0 0'), 2, 10],
    ['an energy that is no number', frame(`${LATTICE} energy=low`), 2, 29],
    ['columns that do not add up', frame(`${LATTICE} Properties=species:S`), 2, 29],
    ['no positions', frame(`${LATTICE} Properties=species:S:1`), 3, 1],
    ['an unknown element', frame(LATTICE, ['Na 0 0 0', 'Xx 1 1 1']), 4, 1],
    ['an infinite position', frame(LATTICE, ['Na 0 0 0', 'Cl 1 inf 1']), 4, 6],
    ['a short row', frame(LATTICE, ['Na 0 0 0', 'Cl 1 1']), 4, 7],
    ['a count that is none', `two\n${LATTICE}\n`, 1, 1],
    ['a count of zero', `0\n${LATTICE}\n`, 1, 1],
    ['a frame cut off', `3\n${LATTICE}\nNa 0 0 0\n`, 4, 1],
    ['nothing', '\n\n', 1, 1],
  ])('%s', (_name, text, line, column) => {
    expect(thrown(text)).toMatchObject({ code: 'ParseFailed', line, column });
  });

  test('two atoms on one place', () => {
    expect(thrown(frame(LATTICE, ['Na 0 0 0', 'Cl 5 0 0']))).toMatchObject({ code: 'InvalidStructure' });
  });
});

function thrown(text: string): CoreError {
  try {
    readExtxyz(text);
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('The text was read');
}
