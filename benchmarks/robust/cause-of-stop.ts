import { latticeVolume } from '@kessho/core/crystal/lattice';
import type { Structure } from '@kessho/core/crystal/structure';
import type { RelaxationOptions } from '@kessho/core/prediction/relaxation/relaxation-options';
import { isSound } from '@kessho/core/prediction/stop-reasons';
import type { RelaxationResult } from '@kessho/core/prediction/stage-types';
import { lastStructure } from './last-structure.js';

/** Which guard stopped a relaxation (`packages/core/src/prediction/relaxation/guards.ts`). */
export const CAUSES = [
  'atoms on top of each other at the start',
  'atoms driven into each other',
  'atoms inside one another at the end',
  'cell shrank',
  'cell swelled',
  'force',
  'energy',
] as const;
export type Cause = (typeof CAUSES)[number];

/** eV/Å; the limit of the guard. */
const FORCE_LIMIT = 1e5;

/** Null for what no guard stopped. The step that a guard refused is not in the result, so of a volume it tells by the direction in which it went. */
export function causeOf(start: Structure, result: RelaxationResult, { fmax, maxSteps }: Pick<RelaxationOptions, 'fmax' | 'maxSteps'>): Cause | null {
  const { stopReason, steps, maxForce, trajectory } = result;
  if (isSound(result) || stopReason === 'aborted') return null;
  if (stopReason === 'energy-out-of-range') return 'energy';
  const ratio = latticeVolume(lastStructure(result).lattice) / latticeVolume(start.lattice);
  if (stopReason === 'exploded') return (trajectory.maxForces.at(-1) ?? 0) > FORCE_LIMIT ? 'force' : 'cell swelled';
  if (maxForce <= fmax || steps === maxSteps) return 'atoms inside one another at the end';
  if (steps === 0) return 'atoms on top of each other at the start';
  return ratio < CLOSE_TO_SHRUNK ? 'cell shrank' : 'atoms driven into each other';
}

/** A step changes the volume by a third at most; the guard is at 0.3 of the start. */
const CLOSE_TO_SHRUNK = 0.45;
