import { alphabeticalFormula } from '../../composition/written-formula.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { volumePerAtom } from '../../crystal/density.js';
import { createLattice } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import type { EnergyModel } from '../../energy/energy-model.js';
import { scaleMat3 } from '../../numerics/mat3.js';
import { AbortedError } from '../input-errors.js';
import { relaxStructures } from './relax-structures.js';
import type { ReferenceChunk, RelaxedReference, StageControl } from '../stage-types.js';
import { isSound } from '../stop-reasons.js';
import { compressedVolumeRatio } from '../typical-compression.js';

/** As far as the best candidates of a prediction go (`relax-candidates.ts`). */
const LIMITS = { fmax: 0.01, smaxGPa: 0.1, maxSteps: 200, symmetry: 'keep' } as const;

/**
 * Relax known crystals at the pressure of the chunk, their symmetry kept, each from a cell compressed as a typical solid is; those that end in a sound structure, order kept.
 * What else is in the chunk changes nothing.
 * @throws {AbortedError}
 */
export async function relaxReferences(
  { pressureGPa, crystals }: ReferenceChunk,
  model: EnergyModel,
  control: StageControl,
): Promise<RelaxedReference[]> {
  const scale = Math.cbrt(compressedVolumeRatio(pressureGPa));
  const results = await relaxStructures(
    crystals.map(({ structure }) => scaled(structure, scale)),
    { model },
    { ...LIMITS, pressureGPa },
    control,
  );
  if (control.signal?.aborted === true) throw new AbortedError();
  return crystals.flatMap(({ sourceId }, i): RelaxedReference[] => {
    const result = results[i] as (typeof results)[number];
    if (!isSound(result)) return [];
    const { structure, energyPerAtom, enthalpyPerAtom, stopReason } = result;
    const formula = alphabeticalFormula(reduceComposition(compositionFromSites(structure.atomicNumbers)));
    return [{ model: model.id, pressureGPa, sourceId, formula, energyPerAtom, enthalpyPerAtom, volumePerAtom: volumePerAtom(structure), stopReason }];
  });
}

const scaled = ({ lattice, ...sites }: Structure, scale: number): Structure => ({
  ...sites,
  lattice: createLattice(scaleMat3(lattice.vectors, scale)),
});
