import type { EnergyModel } from '../../energy/energy-model.js';
import type { RelaxedCandidate, ScreenedCandidate, StageControl } from '../stage-types.js';
import { hopelessAbove } from './hopeless-above.js';
import { relaxStructures } from './relax-structures.js';

/** How candidates are relaxed: well below the energies that tell polymorphs apart, and no further. */
const CANDIDATE_RELAXATION = { fmax: 0.05, smaxGPa: 0.5, maxSteps: 150, symmetry: 'keep' } as const;

/** A candidate that will end this far above the lowest single point of its chunk is given up, eV/atom: no order model puts it among the first. */
const HOPELESS_MARGIN = 0.25;

/** Relax a chunk of candidates at the pressure, their symmetry kept; order kept. Under pressure nothing is given up, as single points are energies, not enthalpies. */
export async function relaxCandidates(
  candidates: readonly ScreenedCandidate[],
  model: EnergyModel,
  pressureGPa: number,
  control: StageControl,
): Promise<RelaxedCandidate[]> {
  const lowest = Math.min(...candidates.map(({ screening }) => screening.energyPerAtom ?? Infinity));
  const earlyStop = pressureGPa === 0 && Number.isFinite(lowest) ? hopelessAbove(lowest, HOPELESS_MARGIN) : null;
  const structures = candidates.map(({ structure }) => structure);
  const results = await relaxStructures(structures, { model }, { ...CANDIDATE_RELAXATION, pressureGPa, earlyStop }, control);
  return candidates.map((candidate, i) => ({ ...candidate, relaxation: results[i] as RelaxedCandidate['relaxation'], model: model.id }));
}
