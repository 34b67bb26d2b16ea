import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { cartesianFromFractional, fractionalFromCartesian } from '../../../../src/crystal/coordinates.js';
import { createLattice } from '../../../../src/crystal/lattice.js';
import { createStructure, type Structure } from '../../../../src/crystal/structure.js';
import { detectFormat } from '../../../../src/formats/detect-format.js';
import { readCrystals } from '../../../../src/formats/read-structures.js';
import type { Mat3 } from '../../../../src/numerics/mat3.js';
import type { Vec3 } from '../../../../src/numerics/vec3.js';
import { difference, stored } from '../same-structure.js';
import reference from './reference.json' with { type: 'json' };

// Å and relative: ASE's bohr and Rydberg are of CODATA 2006 in outputs, as in pw.x.
const [LENGTH, RELATIVE] = [1e-6, 1e-6];

const textOf = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const read = (file: string) => {
  const text = textOf(file);
  expect(detectFormat(null, text)).toBe(file.endsWith('.pwi') ? 'qe-input' : 'qe-output');
  const [crystal] = readCrystals(text, detectFormat(null, text));
  return crystal;
};
const meant = ({ cell, positions }: { cell: number[][]; positions: number[][] }, { atomicNumbers }: Structure): Structure => {
  const lattice = createLattice(cell as unknown as Mat3);
  return createStructure(lattice, atomicNumbers, fractionalFromCartesian(lattice, positions as unknown as Vec3[]));
};

test.each(['scf', 'vc-relax'] as const)('%s: what pw.x took and printed is what ASE reads in it', (calculation) => {
  const { start, end } = reference[calculation];
  const input = read(`${calculation}.pwi`);
  expect(input.structure.atomicNumbers).toEqual(start.numbers);
  expect(difference(stored(input.structure), stored(meant(start, input.structure)), LENGTH)).toBeNull();

  const { structure, energy, forces, stress } = read(`${calculation}.pwo`);
  expect(difference(stored(structure), stored(meant(end, structure)), 10 * LENGTH)).toBeNull();
  const close = (found: readonly number[], expected: readonly number[]): void =>
    found.forEach((x, k) => expect(Math.abs(x - expected[k])).toBeLessThan(1e-9 + 10 * RELATIVE * Math.abs(expected[k])));
  close([energy ?? NaN], [end.energy]);
  close(forces?.flat() ?? [], end.forces.flat());
  close(stress?.flat() ?? [], end.stress.flat());
  expect([forces?.length, stress?.length]).toEqual([2, 3]);
});

test('a relaxation cut off holds the last geometry it printed, and no numbers of another one', () => {
  const whole = textOf('vc-relax.pwo');
  const second = whole.indexOf('ATOMIC_POSITIONS', whole.indexOf('ATOMIC_POSITIONS') + 1);
  const [{ structure, energy, forces }] = readCrystals(whole.slice(0, whole.indexOf('\n\n', second)), 'qe-output');
  expect([energy, forces]).toEqual([null, null]);
  const [first] = readCrystals(whole.slice(0, second), 'qe-output');
  expect(first.energy).toBeCloseTo(-15.6943372 * 13.60569312299, 6);
  const apart = cartesianFromFractional(structure.lattice, structure.fracCoords).flat();
  expect(apart).not.toEqual(cartesianFromFractional(first.structure.lattice, first.structure.fracCoords).flat());
});

test('an output without a crystal, forces cut off', () => {
  const whole = textOf('scf.pwo');
  expect(() => readCrystals(whole.slice(0, 500), 'qe-output')).toThrow(/prints no crystal/);
  expect(() => readCrystals(whole.slice(0, whole.indexOf('atom    2 type')), 'qe-output')).toThrow(/Forces of 1 of 2 atoms/);
});
