import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import '../../../load-symmetry.js';
import { reducedFormula } from '../../../../src/composition/written-formula.js';
import { compositionFromSites } from '../../../../src/composition/create-composition.js';
import { standardOrientation } from '../../../../src/crystal/standard-orientation.js';
import { findSymmetry } from '../../../../src/symmetry/find-symmetry.js';
import { crystals } from '../crystals.js';
import { difference, stored } from '../same-structure.js';
import reference from './reference.json' with { type: 'json' };
import { writtenTexts } from './written-texts.js';

/**
 * Other programs have read what we write, once: `reference.json` holds the hash of each text and what they read in it. Writers are deterministic, so an
 * equal hash is an equal reading, on machines without those programs too. Where a writer changes, `generate.sh` asks the programs again.
 */
const texts = writtenTexts();

// For the generator, which takes the texts from here.
const target = process.env['KESSHO_WRITTEN_TEXTS'];
if (target !== undefined) writeFileSync(target, JSON.stringify(texts));

// Å: coordinates of a CIF have ten decimals, edges eight.
const ROUNDING = 1e-6;

test('every text is the one that was read', () => {
  const hashes = new Map(reference.texts.map(({ name, format, sha256 }) => [`${name}, ${format}`, sha256]));
  const changed = texts.filter(({ name, format, text }) => hashes.get(`${name}, ${format}`) !== createHash('sha256').update(text).digest('hex'));
  expect(changed.map(({ name, format }) => `${name}, ${format}`)).toEqual([]);
  expect(texts).toHaveLength(reference.texts.length);
});

test('every program reads the crystal that was written, with its labels', () => {
  const structures = new Map(crystals.map(({ name, structure }) => [name, structure]));
  const offenders = reference.texts.flatMap(({ name, format, readings }) => {
    const structure = structures.get(name);
    if (structure === undefined) return [`${name} is not among the crystals`];
    const symmetry = findSymmetry(structure);
    const expected = format === 'symmetrized cif' ? symmetry.standardizedCell : standardOrientation(structure);
    return readings.flatMap((reading) => {
      const where = `${name}, ${format}, ${reading.program}`;
      const wrong = [
        'parameters' in reading ? difference(reading as never, stored(expected), ROUNDING) : null,
        'energy' in reading && Math.abs(Number(reading.energy) + 1.25 * structure.atomicNumbers.length) > 1e-9 ? `energy ${reading.energy}` : null,
        'forces' in reading && JSON.stringify(reading.forces) !== JSON.stringify(structure.atomicNumbers.map((_, k) => [0.125 * k, -0.5, 0.25]))
          ? 'forces'
          : null,
        'stress' in reading && JSON.stringify(reading.stress) !== '[[0.5,0.0625,0.25],[0.0625,-0.25,0.125],[0.25,0.125,1]]' ? 'stress' : null,
        'group' in reading && reading.group !== symmetry.spaceGroup.number ? `space group ${reading.group}` : null,
        'formula' in reading && reading.formula !== reducedFormula(compositionFromSites(structure.atomicNumbers))
          ? `formula ${reading.formula}`
          : null,
        'disagrees' in reading ? String(reading.disagrees) : null,
      ].filter((why) => why !== null);
      return wrong.map((why) => `${where}: ${why}`);
    });
  });
  expect(offenders).toEqual([]);
});

test('each format was read by at least one program', () => {
  expect(reference.texts.filter(({ readings }) => readings.length === 0)).toEqual([]);
});
