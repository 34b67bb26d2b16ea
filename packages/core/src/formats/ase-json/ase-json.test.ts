import { describe, expect, test } from 'vitest';
import type { LabeledCrystal } from '../labeled-crystal.js';
import { readAseJson } from './read-ase-json.js';
import { writeAseJson } from './write-ase-json.js';

const row = (fields: string): string => `{"1": {\n"numbers": [11, 17],\n"pbc": [true, true, true],\n${fields}}}`;
const CELL = '"cell": [[4, 0, 0], [0, 4, 0], [0, 0, 4]]';
const POSITIONS = '"positions": [[0, 0, 0], [2, 2, 2]]';

const salt: LabeledCrystal = {
  structure: {
    lattice: { vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4]] }, // prettier-ignore
    atomicNumbers: [11, 17],
    fracCoords: [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  },
  id: 'salt',
  energy: -6.5,
  energyScheme: 'chgnet 0.3.0',
  forces: [
    [0.1, 0, 0],
    [-0.1, 0, 0],
  ],
  stress: [[1, 6, 5], [6, 2, 4], [5, 4, 3]], // prettier-ignore
  extra: new Map([
    ['rank', '1'],
    ['prototype', 'AB_cP2_221_a_b'],
  ]),
};

test('what is written reads back the same, labels and all, row by row', () => {
  expect(readAseJson(writeAseJson([salt, { ...salt, id: null, energy: null, stress: null }]))).toEqual([
    salt,
    { ...salt, id: null, energy: null, stress: null },
  ]);
});

test('rows come by their numbers, lists do for arrays, a cell may have a type of its own', () => {
  const typed = `"cell": {"array": {"__ndarray__": [[3, 3], "float64", [4, 0, 0, 0, 4, 0, 0, 0, 4]]}, "__ase_objtype__": "cell"}`;
  const [first, second] = ['"3"', '"20"'].map((name, k) =>
    row(`${k === 0 ? typed : CELL}, "energy": ${k}, ${POSITIONS}`)
      .replace('{"1"', name)
      .slice(0, -1),
  );
  expect(readAseJson(`{${second}, "ids": [20, 3], ${first}}`).map(({ energy }) => energy)).toEqual([0, 1]);
});

describe('refused with line and column', () => {
  test.each([
    ['no rows', '{"ids": []}', 1, 1],
    ['a list', '[]', 1, 1],
    ['no cell', row(POSITIONS), 1, 7],
    ['a slab', row(`${CELL}, ${POSITIONS}`).replace('[true, true, true]', '[true, true, false]'), 3, 8],
    ['no periodicity', row(`${CELL}, ${POSITIONS}`).replace('"pbc"', '"bc"'), 1, 7],
    ['eight numbers', row(`${CELL.replace(', 4]]', ']]')}, ${POSITIONS}`), 4, 9],
    ['one position', row(`${CELL}, "positions": [[0, 0, 0]]`), 4, 57],
    ['an element that is none', row(`${CELL}, ${POSITIONS}`).replace('11', '0'), 2, 13],
    ['a text for a number', row(`${CELL}, ${POSITIONS}`).replace('[2, 2, 2]', '[2, "2", 2]'), 4, 73],
  ])('%s', (_name, text, line, column) => {
    expect(() => readAseJson(text)).toThrow(expect.objectContaining({ code: 'ParseFailed', line, column }) as Error);
  });
});
