import { convexHullAt } from '../../energy/convex-hull/convex-hull-at.js';
import type { PhaseDiagram } from '../../energy/convex-hull/phase-diagram.js';

/** Divisions of an edge of the simplex, by number of elements; more elements, fewer. */
const DIVISIONS = [0, 1, 240, 24, 12] as const;
const DIVISIONS_OF_MANY = 8;

/**
 * Mean depth of the hull below its elements over the simplex of compositions, eV/atom: what a search by hull is there to let grow (the volume below the simplex,
 * Shibayama et al. 2025, arXiv:2503.21201, over the area of the simplex). The mean is taken over a regular grid of compositions inside the simplex.
 */
export function hullVolume({ elements, phases, stable }: PhaseDiagram): number {
  const vertices = stable.map((place) => phases[place].entry);
  const points = gridInside(elements.length, DIVISIONS[elements.length] ?? DIVISIONS_OF_MANY);
  if (points.length === 0) return 0;
  const depth = points.reduce((sum, counts) => sum - convexHullAt({ atomicNumbers: elements, counts }, vertices).hullFormationEnergyPerAtom, 0);
  return depth / points.length;
}

/** All ways to write `total` as a sum of `parts` positive whole numbers. */
export function gridInside(parts: number, total: number): number[][] {
  if (parts === 1) return total >= 1 ? [[total]] : [];
  return Array.from({ length: Math.max(0, total - parts + 1) }, (_, k) => k + 1).flatMap((first) => gridInside(parts - 1, total - first).map((rest) => [first, ...rest]));
}
