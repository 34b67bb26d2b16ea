import type { EnergyModel } from '../../energy/energy-model.js';
import type { RelaxedCandidate, ScreenedCandidate, StageControl } from '../stage-types.js';
import { relaxStructures } from './relax-structures.js';

/** How candidates are relaxed: well below the energies that tell polymorphs apart, and no further. */
const CANDIDATE_RELAXATION = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 150, symmetry: 'keep' } as const;

/** Relax a chunk of candidates at the pressure, their symmetry kept; order kept. */
export async function relaxCandidates(
  candidates: readonly ScreenedCandidate[],
  model: EnergyModel,
  pressureGPa: number,
  control: StageControl,
): Promise<RelaxedCandidate[]> {
  const results = await relaxStructures(candidates.map(({ structure }) => structure), { model }, { ...CANDIDATE_RELAXATION, pressureGPa }, control);
  return candidates.map((candidate, i) => ({ ...candidate, relaxation: results[i] as RelaxedCandidate['relaxation'], model: model.id }));
}
