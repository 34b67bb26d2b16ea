import type { StructureBatch } from '../../crystal/structure-batch.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import type { StopReason } from '../stage-types.js';

/** Volume relative to the start. */
const MINIMAL_VOLUME_RATIO = 0.3;
const MAXIMAL_VOLUME_RATIO = 3;
/** Å; no two atoms of any solid at any pressure within reach are closer (H–H in H₂: 0.74 Å). */
const SHORTEST_PAIR = 0.5;
/** eV per atom, beyond what any solid has (tungsten: −13) and what a start may have. */
const ENERGY_RANGE = [-100, 10_000] as const;
/** eV/Å; beyond this the forces of a potential are noise. */
const FORCE_LIMIT = 1e5;

/** Are two atoms of this structure (a batch of one) on top of each other? */
export const hasCollapsedPair = (structure: StructureBatch): boolean => buildNeighborList(structure, SHORTEST_PAIR).edgeCount > 0;

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
