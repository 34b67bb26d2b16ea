import { describe, expect, test } from 'vitest';
import { CoreError } from '../../errors.js';
import { EnergyMissingError } from '../format-errors.js';
import { unlabeled } from '../labeled-crystal.js';
import { parseLocatedJson } from './located-json.js';
import { readPymatgenEntries } from './read-pymatgen-entries.js';
import { readPymatgenJson } from './read-pymatgen-structure.js';
import { writeComputedStructureEntry, writePymatgenStructure } from './write-pymatgen-json.js';

const site = (element: string, abc: string, occu = '1'): string =>
  `{"species": [{"element": "${element}", "occu": ${occu}}], "abc": ${abc}, "label": "here"}`;
const salt = (first: string, second = site('Cl', '[0.5, 0.5, 0.5]')): string =>
  `{"lattice": {"matrix": [[5, 0, 0], [0, 5, 0], [0, 0, 5]]},\n "sites": [\n${first},\n${second}]}`;
const good = salt(site('Na', '[0, 0, 0]'));

test('only what is needed is needed: no derived keys, a list, entries, oxidation states in the symbol', () => {
  const structures = readPymatgenJson(`[${good}, {"energy": 1, "structure": ${salt(site('Na+', '[0, 0, 0]'), site('Cl-', '[0.5, 0.5, 0.5]'))}}]`);
  expect(structures).toHaveLength(2);
  expect(structures[0]).toEqual(structures[1]);
  expect(readPymatgenJson(good.replace('"abc": [0.5, 0.5, 0.5]', '"xyz": [2.5, 2.5, 2.5]'))[0].fracCoords[1]).toEqual([0.5, 0.5, 0.5]);
  const parameters = good.replace(/"matrix": .*\]\]/, '"a": 5, "b": 5, "c": 5, "alpha": 90, "beta": 90, "gamma": 90');
  expect(readPymatgenJson(parameters)[0]).toEqual(structures[0]);
});

test('what is written reads back the same, as a structure and as an entry', () => {
  const [structure] = readPymatgenJson(good);
  expect(readPymatgenJson(writePymatgenStructure(structure))).toEqual([structure]);
  const [entry] = readPymatgenEntries(writeComputedStructureEntry({ ...unlabeled(structure), energy: -6.25, id: 'k-1', energyScheme: 'chgnet' }));
  expect(entry).toEqual({
    entryId: 'k-1',
    composition: { atomicNumbers: [11, 17], counts: [1, 1] },
    energy: -6.25,
    uncorrectedEnergy: -6.25,
    correction: 0,
    energyScheme: 'chgnet',
    correctionScheme: null,
    structure,
  });
});

describe('refused', () => {
  test.each([
    ['cut in half', good.slice(0, good.length / 2), 'ParseFailed', 3],
    ['nothing', '', 'ParseFailed', 1],
    ['more than one document', `${good}{}`, 'ParseFailed', 4],
    ['a comma too many', good.replace('[0, 0, 0]', '[0, 0, 0,]'), 'ParseFailed', 3],
    ['a key without quotes', '{\n\nlattice: 1}', 'ParseFailed', 3],
    ['NaN', salt(site('Na', '[0, NaN, 0]')), 'ParseFailed', 3],
    ['a text for a number', salt(site('Na', '[0, "0", 0]')), 'ParseFailed', 3],
    ['two coordinates', salt(site('Na', '[0, 0]')), 'ParseFailed', 3],
    ['an unknown element', salt(site('Xx', '[0, 0, 0]')), 'ParseFailed', 3],
    ['half an atom', salt(site('Na', '[0, 0, 0]', '0.5')), 'PartialOccupancy', null],
    ['no lattice', '{"sites": []}', 'ParseFailed', 1],
    ['no sites', good.replace(/"sites": [^]*\]\}$/, '"sites": []}'), 'ParseFailed', 1],
    ['an empty list', '[]', 'ParseFailed', 1],
    ['a number', '42', 'ParseFailed', 1],
    ['endless nesting', '['.repeat(100_000), 'ParseFailed', 1],
    ['a flat cell', good.replace('[0, 0, 5]', '[5, 5, 0]'), 'InvalidLattice', null],
    ['two atoms on one place', salt(site('Na', '[0.5, 0.5, 1.5]')), 'InvalidStructure', null],
  ])('%s', (_name, text, code, line) => {
    const error = thrown(() => readPymatgenJson(text));
    expect(error.code).toBe(code);
    if (line !== null) expect(error).toMatchObject({ line });
  });

  test('entries: half an atom in a composition, an energy that is none, an unknown adjustment', () => {
    for (const text of [
      '{"energy": -1, "composition": {"Li": 0.5}}',
      '{"energy": NaN, "composition": {"Li": 1}}',
      '{"energy": -1, "composition": {}}',
    ]) {
      expect(thrown(() => readPymatgenEntries(text)).code).toBe('ParseFailed');
    }
    const adjusted = '{"energy": -1, "composition": {"Li": 1}, "energy_adjustments": [{"magic": 1}]}';
    expect(thrown(() => readPymatgenEntries(adjusted)).message).toContain('adj_per_deg');
  });
});

test('an entry without energy is refused', () => {
  const [structure] = readPymatgenJson(good);
  expect(() => writeComputedStructureEntry(unlabeled(structure))).toThrow(EnergyMissingError);
});

test('places count lines and columns from 1', () => {
  const node = parseLocatedJson('{\n  "a": [1,\n    true]}');
  const list = node.kind === 'object' ? node.fields.get('a') : undefined;
  expect(list?.place).toMatchObject({ line: 2, column: 8 });
  expect(list?.kind === 'array' && list.values[1].place).toMatchObject({ line: 3, column: 5 });
});

function thrown(act: () => unknown): CoreError {
  try {
    act();
  } catch (error) {
    if (error instanceof CoreError) return error;
    throw error;
  }
  throw new Error('The text was read');
}
