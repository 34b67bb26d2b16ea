import type { EnergyModel } from '../../energy/energy-model.js';
import { isSound } from '../stop-reasons.js';
import type { RelaxedCandidate, ScreenedCandidate, StageControl } from '../stage-types.js';
import { relaxStructures } from './relax-structures.js';

/**
 * Where bonds and volume have settled and only soft modes are left, eV/Å and GPa: sliding layers, tilting units, a van der Waals gap. There the errors of a
 * potential outweigh what it could still win, and the geometry of the imitated crystal says more than its minimum.
 */
export const SETTLED = { fmax: 0.2, smaxGPa: 3, maxSteps: 20, symmetry: 'keep' } as const;

/**
 * Take the first steps of a relaxation and hold there: of known ground states one in twenty is no minimum of CHGNet, which opens its gaps or slides it into
 * something else within a few meV/atom. The energies are of the held geometry, and the stop reason says so.
 */
export async function holdCandidates(candidates: readonly ScreenedCandidate[], model: EnergyModel, pressureGPa: number, control: StageControl): Promise<RelaxedCandidate[]> {
  const results = await relaxStructures(candidates.map(({ structure }) => structure), { model }, { ...SETTLED, pressureGPa }, control);
  return candidates.map((candidate, i) => {
    const result = results[i] as (typeof results)[number];
    return { ...candidate, relaxation: isSound(result) ? { ...result, stopReason: 'held' as const } : result, model: model.id };
  });
}
