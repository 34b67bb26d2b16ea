import type { StructureBatch } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { LEAST_PAIR_RATIO, shortestPairRatio } from '../../neighbors/shortest-pair-ratio.js';
import type { StopReason } from '../stage-types.js';

/** Volume relative to the start. */
const MINIMAL_VOLUME_RATIO = 0.3;
const MAXIMAL_VOLUME_RATIO = 3;
/** Å; no two atoms of any solid at any pressure within reach are closer (H–H in H₂: 0.74 Å). */
const SHORTEST_PAIR = 0.5;
/**
 * eV per atom: beyond what any solid has (plutonium: −14.2) and what a start may have. Holes of CHGNet between gadolinium and its neighbors, 0.5 to 0.7 of the
 * radii apart, are 50 to 100 eV per atom deep (docs/benchmarks.md, robust).
 */
const ENERGY_RANGE = [-30, 10_000] as const;
/** eV/Å; beyond this the forces of a potential are noise. */
const FORCE_LIMIT = 1e5;

/** Are two atoms of this structure (a batch of one) on top of each other? */
export const hasCollapsedPair = (structure: StructureBatch): boolean => buildNeighborList(structure, SHORTEST_PAIR).edgeCount > 0;

/**
 * What a relaxation that came to an end comes to: nothing, where two atoms lie inside one another. On its way it may pass there, as most starts with a short
 * contact do; an end is a minimum that only the potential has.
 */
export const endGuard = (structure: Structure): StopReason | null => (shortestPairRatio(structure) < LEAST_PAIR_RATIO ? 'collapsed' : null);

/** @param ratio volume relative to the start */
export function volumeGuard(ratio: number): StopReason | null {
  if (!(ratio >= MINIMAL_VOLUME_RATIO)) return 'collapsed';
  return ratio > MAXIMAL_VOLUME_RATIO ? 'exploded' : null;
}

/** Is what the model says fit to be followed? A number that is not finite is out of range. */
export function evaluationGuard(energyPerAtom: number, maxForce: number): StopReason | null {
  const [lowest, highest] = ENERGY_RANGE;
  if (!(energyPerAtom >= lowest && energyPerAtom <= highest)) return 'energy-out-of-range';
  return maxForce <= FORCE_LIMIT ? null : 'exploded';
}
