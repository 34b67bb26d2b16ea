import type { EnergyModel } from '../../energy/energy-model.js';
import type { RelaxationResult, RelaxedCandidate, ScreenedCandidate, StageControl } from '../stage-types.js';
import { energySoFar } from '../energy-so-far.js';
import { apartFromHeld } from './apart-from-held.js';
import { holdCandidates } from './hold-candidates.js';
import { hopelessAbove } from './hopeless-above.js';
import { relaxStructures } from './relax-structures.js';
import { isSound } from '../stop-reasons.js';
import { joinFrames } from './trajectory-frames.js';

/** First pass: far enough to tell good candidates from bad ones. */
const FIRST_PASS = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 150, symmetry: 'keep' } as const;
/** Second pass, for what is near the best: soft modes still hold tens of meV/atom where the first pass ends. */
const SECOND_PASS = { fmax: 0.01, smaxGPa: 0.1, maxSteps: 60, symmetry: 'keep' } as const;
/** Candidates this close to the lowest of their chunk are relaxed further, eV/atom. */
const SECOND_PASS_MARGIN = 0.06;

/** A candidate that will end this far above the lowest single point of its chunk is given up, eV/atom: no order model puts it among the first. */
const HOPELESS_MARGIN = 0.18;

/** Relax a chunk of candidates at the pressure from where the screening left them, their symmetry kept, and hold those that are to be held; order kept. */
export async function relaxCandidates(
  candidates: readonly ScreenedCandidate[],
  model: EnergyModel,
  pressureGPa: number,
  control: StageControl,
): Promise<RelaxedCandidate[]> {
  return apartFromHeld(
    candidates,
    (free) => relaxFully(free, model, pressureGPa, control),
    (held) => holdCandidates(held, model, pressureGPa, control),
  );
}

/** Under pressure nothing is given up, as single points are energies, not enthalpies. */
async function relaxFully(
  candidates: readonly ScreenedCandidate[],
  model: EnergyModel,
  pressureGPa: number,
  control: StageControl,
): Promise<RelaxedCandidate[]> {
  const lowest = Math.min(...candidates.map(energySoFar));
  const earlyStop = pressureGPa === 0 && Number.isFinite(lowest) ? hopelessAbove(lowest, HOPELESS_MARGIN) : null;
  const structures = candidates.map(({ structure, screening }) => screening.briefRelaxation?.structure ?? structure);
  const results = await relaxStructures(structures, { model }, { ...FIRST_PASS, pressureGPa, earlyStop }, control);
  const best = Math.min(...results.filter(isSound).map(({ enthalpyPerAtom }) => enthalpyPerAtom));
  const near = results.flatMap((result, i) => (isSound(result) && result.enthalpyPerAtom <= best + SECOND_PASS_MARGIN ? [i] : []));
  const further = await relaxStructures(near.map((i) => (results[i] as RelaxationResult).structure), { model }, { ...SECOND_PASS, pressureGPa }, control);
  near.forEach((i, k) => (results[i] = join(results[i] as RelaxationResult, further[k] as RelaxationResult)));
  return candidates.map((candidate, i) => {
    const { briefRelaxation } = candidate.screening;
    const result = results[i] as RelaxationResult;
    return { ...candidate, relaxation: briefRelaxation === null ? result : continued(briefRelaxation, result), model: model.id };
  });
}

/** One relaxation out of two passes. What the second could not finish is still converged by the measure of the first. */
const join = (first: RelaxationResult, second: RelaxationResult): RelaxationResult =>
  isSound(second) ? { ...continued(first, second), stopReason: first.stopReason } : first;

/** A relaxation with the steps that were taken before it. */
const continued = (before: Pick<RelaxationResult, 'steps' | 'trajectory'>, after: RelaxationResult): RelaxationResult => ({
  ...after,
  steps: before.steps + after.steps,
  trajectory: {
    energiesPerAtom: [...before.trajectory.energiesPerAtom, ...after.trajectory.energiesPerAtom.slice(1)],
    maxForces: [...before.trajectory.maxForces, ...after.trajectory.maxForces.slice(1)],
    frames: joinFrames(before.trajectory, after.trajectory),
  },
});
