import { cellParameters } from '../../../src/crystal/lattice.js';
import type { Structure } from '../../../src/crystal/structure.js';

/** Å, largest deviation of a round trip. */
export const ROUND_TRIP = 1e-6;

interface StoredStructure {
  readonly parameters: readonly number[];
  readonly atomicNumbers: readonly number[];
  readonly fracCoords: readonly (readonly number[])[];
}

export const stored = ({ lattice, atomicNumbers, fracCoords }: Structure): StoredStructure => ({
  parameters: Object.values(cellParameters(lattice)),
  atomicNumbers,
  fracCoords,
});

/** Why the two are not the same sites, in any order, of the same cell, within a length in Å (an angle counts as an arc of the longest edge); null where they are. */
export function difference(actual: StoredStructure, expected: StoredStructure, tolerance: number): string | null {
  if (actual.atomicNumbers.length !== expected.atomicNumbers.length)
    return `${actual.atomicNumbers.length} sites, not ${expected.atomicNumbers.length}`;
  const longest = Math.max(...expected.parameters.slice(0, 3));
  const apart = expected.parameters.map((p, k) => Math.abs(p - actual.parameters[k]) * (k < 3 ? 1 : (longest * Math.PI) / 180));
  if (!(Math.max(...apart) < tolerance)) return `cell ${actual.parameters.join(' ')}, not ${expected.parameters.join(' ')}`;
  const free = new Set(expected.atomicNumbers.keys());
  for (const [site, z] of actual.atomicNumbers.entries()) {
    const twin = [...free].find(
      (other) =>
        expected.atomicNumbers[other] === z &&
        actual.fracCoords[site].every((x, k) => {
          const d = x - expected.fracCoords[other][k];
          return Math.abs(d - Math.round(d)) * expected.parameters[k] < tolerance;
        }),
    );
    if (twin === undefined) return `site ${site} (Z = ${z}) at ${actual.fracCoords[site].join(' ')} is not expected`;
    free.delete(twin);
  }
  return null;
}
