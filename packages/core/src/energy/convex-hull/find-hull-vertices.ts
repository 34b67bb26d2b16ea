/**
 * The phases that span the lower hull, without building it: each phase is held against the hull of the vertices found so far; where it lies below,
 * the phase farthest below the tangent plane there is a vertex of the whole hull. A phase on or above the hull of some vertices is on or above that
 * of all. So the linear programs have as many columns as there are vertices, not phases, and the work is polynomial in the number of elements
 * (Clarkson, Proc. 35th FOCS, 695 (1994), doi:10.1109/SFCS.1994.365723).
 */
import type { PhaseColumns } from './solve-decomposition.js';
import { solveDecomposition } from './solve-decomposition.js';

/** eV/atom; a phase less than this below the hull of the others changes it by less than rounding. */
const VERTEX_TOLERANCE = 1e-11;

/** Columns of the vertices; the elements come first, then the others as they are found. No two columns may have one composition. */
export function findHullVertices(columns: PhaseColumns): number[] {
  const { nElements: n, formationEnergies } = columns;
  const vertices = Array.from({ length: n }, (_, i) => i);
  // A phase that does not form from the elements is no vertex.
  const candidates = Array.from({ length: formationEnergies.length - n }, (_, i) => n + i)
    .filter((column) => formationEnergies[column] < -VERTEX_TOLERANCE)
    .sort((a, b) => formationEnergies[a] - formationEnergies[b] || a - b);
  const isVertex = new Set<number>();
  let spanning = selectColumns(columns, vertices);
  for (const candidate of candidates) {
    while (!isVertex.has(candidate)) {
      const { energy, chemicalPotentials } = solveDecomposition(spanning, compositionOf(columns, candidate));
      if (formationEnergies[candidate] > energy - VERTEX_TOLERANCE) break;
      const lowest = farthestBelow(columns, chemicalPotentials, candidates, isVertex);
      isVertex.add(lowest);
      vertices.push(lowest);
      spanning = selectColumns(columns, vertices);
    }
  }
  return vertices;
}

/** These columns alone, in this order; the first nElements must be the elements. */
export function selectColumns({ nElements: n, fractions, formationEnergies }: PhaseColumns, chosen: readonly number[]): PhaseColumns {
  const selected = { nElements: n, fractions: new Float64Array(chosen.length * n), formationEnergies: new Float64Array(chosen.length) };
  chosen.forEach((column, k) => {
    for (let j = 0; j < n; j++) selected.fractions[k * n + j] = fractions[column * n + j];
    selected.formationEnergies[k] = formationEnergies[column];
  });
  return selected;
}

export const compositionOf = ({ nElements: n, fractions }: PhaseColumns, column: number): Float64Array =>
  fractions.subarray(column * n, (column + 1) * n);

/** eV/atom above the plane of these chemical potentials. */
export function heightAbovePlane(
  { nElements: n, fractions, formationEnergies }: PhaseColumns,
  column: number,
  potentials: ArrayLike<number>,
): number {
  let height = formationEnergies[column];
  for (let j = 0; j < n; j++) height -= potentials[j] * fractions[column * n + j];
  return height;
}

function farthestBelow(columns: PhaseColumns, potentials: Float64Array, candidates: readonly number[], known: ReadonlySet<number>): number {
  let lowest = -1;
  let depth = Infinity;
  for (const candidate of candidates) {
    if (known.has(candidate)) continue;
    const height = heightAbovePlane(columns, candidate, potentials);
    if (height < depth) [lowest, depth] = [candidate, height];
  }
  return lowest;
}
