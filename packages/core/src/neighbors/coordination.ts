import type { Bond } from './find-bonds.js';

/** What surrounds a site within bonding distance. */
export interface Coordination {
  /** Number of neighbors. */
  readonly number: number;
  /** The neighbors by element, the most numerous first. */
  readonly neighbors: readonly { readonly atomicNumber: number; readonly count: number }[];
  /** Å; null for a site without neighbors. */
  readonly distances: { readonly shortest: number; readonly mean: number; readonly longest: number } | null;
  /**
   * Mean relative deviation of the distances from their mean, (1/n) Σ |lᵢ − l̄| / l̄: 0 for a regular surrounding. Null for a site without neighbors.
   * @see W. H. Baur, Acta Cryst. B 30, 1195 (1974), doi:10.1107/S0567740874004560
   */
  readonly distortion: number | null;
}

/** The coordination of one site out of its bonds (`find-bonds.ts`). @param atomicNumbers of all sites */
export function coordinationOf(bonds: readonly Bond[], atomicNumbers: readonly number[]): Coordination {
  const counts = new Map<number, number>();
  for (const { to } of bonds) counts.set(atomicNumbers[to], (counts.get(atomicNumbers[to]) ?? 0) + 1);
  const neighbors = [...counts].map(([atomicNumber, count]) => ({ atomicNumber, count })).sort((a, b) => b.count - a.count);
  if (bonds.length === 0) return { number: 0, neighbors, distances: null, distortion: null };
  const lengths = bonds.map(({ length }) => length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  return {
    number: bonds.length,
    neighbors,
    distances: { shortest: Math.min(...lengths), mean, longest: Math.max(...lengths) },
    distortion: lengths.reduce((sum, length) => sum + Math.abs(length - mean) / mean, 0) / lengths.length,
  };
}
