import { describe, expect, test } from 'vitest';
import { type LabeledCrystal, unlabeled } from '../labeled-crystal.js';
import { optimadeStructure } from './optimade-structure.js';
import { readOptimade } from './read-optimade.js';
import { writeOptimadeJson, writeOptimadeLines } from './write-optimade.js';

const structure: LabeledCrystal['structure'] = {
  lattice: { vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4]] }, // prettier-ignore
  atomicNumbers: [22, 8, 56, 8, 8],
  fracCoords: [
    [0.5, 0.5, 0.5],
    [0.5, 0.5, 0],
    [0, 0, 0],
    [0.5, 0, 0.5],
    [0, 0.5, 0.5],
  ],
};
const labeled: LabeledCrystal = {
  ...unlabeled(structure),
  id: 'k-1',
  energy: -38.5,
  energyScheme: 'chgnet 0.3.0',
  extra: new Map([['energyAboveHull', '0.01']]),
};

test('the attributes of a perovskite', () => {
  expect(optimadeStructure(structure)).toMatchObject({
    elements: ['Ba', 'O', 'Ti'],
    elements_ratios: [0.2, 0.6, 0.2],
    chemical_formula_reduced: 'BaO3Ti',
    chemical_formula_descriptive: 'BaTiO3',
    chemical_formula_hill: 'BaO3Ti',
    chemical_formula_anonymous: 'A3BC',
    species_at_sites: ['Ti', 'O', 'Ba', 'O', 'O'],
    nsites: 5,
  });
});

test('what is written reads back the same: one, a list, lines', () => {
  const read = { ...labeled, extra: new Map([['energy_above_hull', '0.01']]) };
  expect(readOptimade(writeOptimadeJson([labeled]))).toEqual([read]);
  const second = { ...unlabeled(structure), id: '2' };
  for (const text of [writeOptimadeJson([labeled, unlabeled(structure)]), writeOptimadeLines([labeled, unlabeled(structure)])]) {
    expect(readOptimade(text)).toEqual([read, second]);
  }
});

test('an entry alone, a list of entries, entries of other types between', () => {
  const { data } = JSON.parse(writeOptimadeJson([labeled])) as { data: object };
  expect(readOptimade(JSON.stringify(data, null, 2))).toHaveLength(1);
  expect(readOptimade(JSON.stringify([{ type: 'references', id: 'r', attributes: {} }, data]))).toHaveLength(1);
});

describe('refused with line and column', () => {
  const [header, entry] = writeOptimadeLines([labeled]).split('\n') as [string, string];
  test.each([
    ['no structures', '{"data": []}', 1, 1],
    ['a broken second line', `${header}\n${entry.slice(0, 40)}\n`, 2, 33],
    ['a species that is not defined', `${header}\n${entry.replace('"species_at_sites":["Ti"', '"species_at_sites":["Zr"')}`, 2, 1],
    ['no lattice in a pretty document', JSON.stringify({ data: { type: 'structures', id: '1', attributes: {} } }, null, 1), 2, 10],
  ])('%s', (_name, text, line, column) => {
    expect(() => readOptimade(text)).toThrow(expect.objectContaining({ code: 'ParseFailed', line, column }) as Error);
  });

  test('half an atom', () => {
    expect(() => readOptimade(writeOptimadeJson([labeled]).replace('"concentration":[1]', '"concentration":[0.5]'))).toThrow(
      expect.objectContaining({ code: 'PartialOccupancy' }) as Error,
    );
  });
});
