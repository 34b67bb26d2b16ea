import { convexHullAt } from '../../energy/convex-hull/convex-hull-at.js';
import type { PhaseDiagram } from '../../energy/convex-hull/phase-diagram.js';

/** Divisions of an edge of the simplex, by number of elements; more elements, fewer. */
const DIVISIONS = [0, 1, 240, 24, 12] as const;
const DIVISIONS_OF_MANY = 8;

/**
 * Mean depth of the hull below its elements over the simplex of compositions, eV/atom: what a search by hull is there to let grow (the volume below the simplex,
 * Shibayama et al. 2025, arXiv:2503.21201, over the area of the simplex). The mean is taken over the centers of the cells of a regular grid, those cells that
 * point as the simplex does: exact for a plane, and for two elements wherever phases lie on the grid.
 */
export function hullVolume({ elements, phases, stable }: PhaseDiagram): number {
  const vertices = stable.map((place) => phases[place].entry);
  const points = cellCenters(elements.length, DIVISIONS[elements.length] ?? DIVISIONS_OF_MANY);
  const depth = points.reduce((sum, counts) => sum - convexHullAt({ atomicNumbers: elements, counts }, vertices).hullFormationEnergyPerAtom, 0);
  return depth / points.length;
}

/** Points of the simplex whose coordinates add up to `divisions`. */
const cellCenters = (elements: number, divisions: number): number[][] =>
  wholeParts(elements, divisions - 1).map((parts) => parts.map((part) => part + 1 / elements));

/** All ways to write `total` as a sum of `parts` whole numbers from 0. */
function wholeParts(parts: number, total: number): number[][] {
  if (parts === 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) => first).flatMap((first) =>
    wholeParts(parts - 1, total - first).map((rest) => [first, ...rest]),
  );
}
