import { expect, test } from 'vitest';
import '../../load-symmetry.js';
import type { Structure } from '../../../src/crystal/structure.js';
import { cartesianFromFractional } from '../../../src/crystal/coordinates.js';
import { standardOrientation } from '../../../src/crystal/standard-orientation.js';
import { reducedFormula } from '../../../src/composition/written-formula.js';
import { detectFormat } from '../../../src/formats/detect-format.js';
import { readExtxyz } from '../../../src/formats/extxyz/read-extxyz.js';
import { writeExtxyz } from '../../../src/formats/extxyz/write-extxyz.js';
import { readPymatgenEntries } from '../../../src/formats/pymatgen-json/read-pymatgen-entries.js';
import { readStructures } from '../../../src/formats/read-structures.js';
import { STRUCTURE_FORMATS, type StructureFormat } from '../../../src/formats/structure-format.js';
import { unlabeled } from '../../../src/formats/labeled-crystal.js';
import { writeCrystals, writeStructure } from '../../../src/formats/write-structure.js';
import { findSymmetry } from '../../../src/symmetry/find-symmetry.js';
import { crystals } from './crystals.js';
import reference from './reference.json' with { type: 'json' };
import { difference, ROUND_TRIP, stored } from './same-structure.js';

// Å: ASE writes fractional coordinates of a CIF with six decimals and extxyz positions with eight, pymatgen symmetrized CIFs with eight.
const FOREIGN_ROUNDING = 2e-5;

test(`${reference.files.length} files by pymatgen and ASE are the crystals they mean`, () => {
  const offenders = reference.files.flatMap(({ name, format, text, structure }) => {
    const read = readStructures(text, format as StructureFormat);
    const why = read.length === 1 ? difference(stored(read[0]), structure, FOREIGN_ROUNDING) : `${read.length} structures`;
    return why === null ? [] : [`${name}: ${why}`];
  });
  expect(offenders).toEqual([]);
});

test('each file is recognized by its content', () => {
  expect(reference.files.filter(({ format, text }) => detectFormat(null, text) !== format).map(({ name }) => name)).toEqual([]);
});

const written = (structure: Structure, format: StructureFormat): string => writeCrystals([{ ...unlabeled(structure), energy: -1.5 }], format);

test.each(STRUCTURE_FORMATS)('%s: what is written reads back within 1e-6 Å, and is written alike again', (format) => {
  const offenders = crystals.flatMap(({ name, structure }) => {
    const text = written(structure, format);
    const [back] = readStructures(text, format);
    const why = difference(stored(back), stored(standardOrientation(structure)), ROUND_TRIP);
    // The volume shows the rounding of the angles; extxyz and JSON hold numbers without fixed decimals.
    const alike = (content: string): string => content.replace(/_cell_volume.*/, '');
    const again = alike(written(back, format)) === alike(text) || format === 'extxyz' || /json|entry/.test(format);
    return why === null && again ? [] : [`${name}: ${why ?? 'written otherwise'}`];
  });
  expect(offenders).toEqual([]);
});

test('symmetrized CIFs read back as the standardized cell, in the same group with the same letters', () => {
  const offenders = crystals.flatMap(({ name, structure }) => {
    const symmetry = findSymmetry(structure);
    const text = writeStructure(structure, 'cif', symmetry);
    const [back] = readStructures(text, 'cif');
    const why = difference(stored(back), stored(symmetry.standardizedCell), ROUND_TRIP);
    const group = findSymmetry(back).spaceGroup.number;
    const letters = [...text.matchAll(/^ {2}[A-Z]\S+ +\w+ +\d+ (\w) /gm)]
      .map((match) => match[1])
      .sort()
      .join('');
    const expected = [...new Set(symmetry.orbitOf)]
      .map((site) => symmetry.wyckoffLetters[site])
      .sort()
      .join('');
    const agrees = why === null && group === symmetry.spaceGroup.number && letters === expected;
    return agrees ? [] : [`${name}: ${why ?? ''} group ${group}, letters ${letters}, not ${symmetry.spaceGroup.number} ${expected}`];
  });
  expect(offenders).toEqual([]);
});

test('energies, forces and stresses of many frames by ASE', () => {
  const frames = readExtxyz(reference.frames.text);
  expect(frames).toHaveLength(reference.frames.expected.length);
  frames.forEach((frame, k) => {
    const expected = reference.frames.expected[k];
    expect(frame.energy).toBeCloseTo(expected.energy, 10);
    (frame.forces ?? []).flat().forEach((f, i) => expect(f).toBeCloseTo(expected.forces.flat()[i], 8));
    (frame.stress ?? []).flat().forEach((s, i) => expect(s).toBeCloseTo(expected.stress.flat()[i], 10));
    cartesianFromFractional(frame.structure.lattice, frame.structure.fracCoords)
      .flat()
      .forEach((x, i) => expect(x).toBeCloseTo(expected.positions.flat()[i], 6));
    expect(frame.extra.get('name')).toBe(expected.name);
    expect(frame.extra.get('step')).toBe(String(k));
  });
  const text = writeExtxyz(frames);
  expect(writeExtxyz(readExtxyz(text))).toBe(text);
});

test('entries by pymatgen with corrections and adjustments', () => {
  const entries = readPymatgenEntries(reference.entries.text);
  entries.forEach(({ energy }, k) => expect(energy).toBeCloseTo(reference.entries.energies[k], 10));
  expect(entries.map(({ composition }) => reducedFormula(composition))).toEqual(reference.entries.formulas);
  expect(entries.map(({ entryId }) => entryId)).toEqual(['x1', 'x2', null, 'a phase']);
  expect(entries[0].energyScheme).toBe('GGA');
  expect(entries[0].structure?.atomicNumbers).toEqual([55, 17]);
});
