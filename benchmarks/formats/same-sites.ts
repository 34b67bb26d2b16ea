import { cellParameters } from '@kessho/core/crystal/lattice';
import type { Structure } from '@kessho/core/crystal/structure';

/** A crystal as a peer read it. */
export interface Reading {
  /** a, b, c (Å) and angles (degrees). */
  readonly parameters: readonly number[];
  readonly atomicNumbers: readonly number[];
  readonly fracCoords: readonly (readonly number[])[];
}

/** Why a reading does not hold the sites of a crystal, in any order, in the same cell within `tolerance` (Å); null where it does. */
export function whyOtherSites({ lattice, atomicNumbers, fracCoords }: Structure, reading: Reading, tolerance: number): string | null {
  if (reading.atomicNumbers.length !== atomicNumbers.length) return `${reading.atomicNumbers.length} sites, not ${atomicNumbers.length}`;
  const parameters = Object.values(cellParameters(lattice)) as number[];
  const longest = Math.max(...parameters.slice(0, 3));
  const off = parameters.map((p, k) => Math.abs(p - (reading.parameters[k] ?? NaN)) * (k < 3 ? 1 : (longest * Math.PI) / 180));
  if (!(Math.max(...off) < tolerance)) return `cell ${reading.parameters.join(' ')}, not ${parameters.join(' ')}`;
  const free = new Set(atomicNumbers.keys());
  for (const [site, z] of reading.atomicNumbers.entries()) {
    const twin = [...free].find(
      (other) =>
        atomicNumbers[other] === z &&
        (reading.fracCoords[site] ?? []).every((x, k) => {
          const d = x - ((fracCoords[other] ?? [])[k] ?? NaN);
          return Math.abs(d - Math.round(d)) * (parameters[k] ?? NaN) < tolerance;
        }),
    );
    if (twin === undefined) return `site ${site} (Z = ${z}) at ${(reading.fracCoords[site] ?? []).join(' ')} is not expected`;
    free.delete(twin);
  }
  return null;
}
