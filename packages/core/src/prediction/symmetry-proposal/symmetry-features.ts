import type { Composition } from '../../composition/composition.js';
import { logSize, type VolumeModel } from '../../prototypes/volume-model.js';
import type { CrystalVote } from './prototype-likelihood.js';
import type { SymmetryClass, SymmetryFeatures } from './symmetry-model.js';

/** eV/atom: how fast a crystal's weight in the frequencies falls with its energy above the hull; what stands for an unknown energy; the least weight. */
const SOFT = 0.02;
const UNKNOWN_ENERGY = 0.05;
const LEAST_WEIGHT = 1e-6;
const EVIDENCE = 6;

export interface SymmetryEvidence {
  readonly features: SymmetryFeatures;
  /** ln(Å³ per atom) by the voting crystals, or by the sizes of the elements where none votes; the model's correction is added to it. */
  readonly expectedLogVolume: number;
}

/** What known crystals of the anonymous formula tell of symmetry and volume, as `training/symmetry/dataset.py` writes it for the training. */
export function symmetryFeatures(
  composition: Composition,
  crystals: readonly CrystalVote[],
  classes: readonly SymmetryClass[],
  volumes: VolumeModel,
): SymmetryEvidence {
  const ownSize = logSize(volumes, composition.atomicNumbers, composition.counts);
  const votes = new Float32Array(classes.length);
  const frequencies = new Float32Array(classes.length);
  const evidence = new Float32Array(EVIDENCE);
  const weights = crystals.map((crystal) => crystal.weights.reduce((sum, weight) => sum + weight, 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let expectedLogVolume = ownSize + volumes.logVolumeOffset;
  if (total > 0) {
    const classOf = new Map(classes.map(({ spaceGroup, formulaUnits }, k) => [`${spaceGroup} ${formulaUnits}`, k]));
    const relative = crystals.map(({ entry }) => Math.log(entry.volumePerAtom) - logSize(volumes, entry.elements, entry.prototype.slotCounts));
    const mean = relative.reduce((sum, x, i) => sum + (weights[i] as number) * x, 0) / total;
    const spread = Math.sqrt(relative.reduce((sum, x, i) => sum + (weights[i] as number) * (x - mean) ** 2, 0) / total);
    const stabilities = crystals.map(({ entry }) => Math.max(LEAST_WEIGHT, Math.exp(-Math.max(0, entry.energyAboveHull ?? UNKNOWN_ENERGY) / SOFT)));
    const counted = stabilities.reduce((sum, weight) => sum + weight, 0);
    crystals.forEach(({ entry: { prototype } }, i) => {
      const k = classOf.get(`${prototype.spaceGroup} ${prototype.formulaUnits}`);
      if (k === undefined) return;
      votes[k] = (votes[k] as number) + (weights[i] as number) / total;
      frequencies[k] = (frequencies[k] as number) + (stabilities[i] as number) / counted;
    });
    const strongest = weights.reduce((most, weight) => Math.max(most, weight), 0);
    evidence.set([1, Math.log(strongest), Math.log(total / strongest), Math.log1p(crystals.length), spread, mean - volumes.logVolumeOffset]);
    expectedLogVolume = ownSize + mean;
  }
  return { features: { ...inSlotOrder(composition, volumes), votes, frequencies, evidence }, expectedLogVolume };
}

function inSlotOrder({ atomicNumbers, counts }: Composition, { electronegativities }: VolumeModel): { elements: number[]; counts: number[] } {
  const slots = atomicNumbers
    .map((z, k) => ({ z, n: counts[k] as number, x: electronegativities[z] as number }))
    .sort((a, b) => a.n - b.n || a.x - b.x || a.z - b.z);
  return { elements: slots.map(({ z }) => z), counts: slots.map(({ n }) => n) };
}
