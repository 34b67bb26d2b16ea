/**
 * Which known crystals does a composition imitate? A neighborhood-components model: elements have learned embeddings, a known crystal lies at
 *
 *   d(target, crystal) = ( Σ_slots w_slot ‖e_target(slot) − e_crystal(slot)‖² + ‖Σ_slots f_slot (u_target(slot) − u_crystal(slot))‖² + ε )^p ,
 *   f_slot = n_slot / Σn ,   w_slot = f_slot^γ / Σ f^γ ,
 *
 * and votes for its prototype with exp(−s·d + b_hull + b_experiment), s by the number of elements. e says which elements take each other's place, u what
 * must stay the same on the whole, such as the number of valence electrons. A prototype's weight is the sum of its votes over crystals and over all ways
 * to put the elements on slots of equal count, times exp(b_group + b_Z); weights are normalized over the prototypes of the anonymous formula.
 * Trained in `training/likelihood` by maximum likelihood of the ground state's prototype with every crystal of the formula left out.
 *
 * @see Goldberger, Roweis, Hinton, Salakhutdinov, Neighbourhood Components Analysis, NIPS 17 (2004); the idea of learning which compositions share
 * a structure: Kusaba, Liu, Yoshida, Comput. Mater. Sci. 211, 111496 (2022), doi:10.1016/j.commatsci.2022.111496
 */
import type { ModelId } from '../../energy/energy-model.js';
import type { Prototype, PrototypeEntry } from '../../prototypes/prototype-library.js';

export interface PrototypeLikelihoodModel {
  readonly id: ModelId;
  /** `squaredDistances[119 * i + j]` between the embeddings of elements i and j. */
  readonly squaredDistances: Float64Array;
  /** u: `shiftEmbeddings[z]`, index 0 unused. */
  readonly shiftEmbeddings: readonly (readonly number[])[];
  /** γ */
  readonly countExponent: number;
  /** p */
  readonly distanceExponent: number;
  /** s by number of elements from 1, the last for all above. */
  readonly sharpness: readonly number[];
  /** b_hull by class of energy above hull: ≤ 0.001, ≤ 0.03, ≤ 0.08, ≤ 0.15, above, not known. */
  readonly hullBias: readonly number[];
  /** b_experiment: computed only, experimentally known, not known. */
  readonly experimentBias: readonly number[];
  /** b_group by number, index 0 unused. */
  readonly spaceGroupBias: readonly number[];
  /** b_Z by formula units in the primitive cell, the last for all above. */
  readonly formulaUnitsBias: readonly number[];
}

/** One known crystal with its weight under each way to put the target's elements on its slots. Not normalized. */
export interface CrystalVote {
  readonly entry: PrototypeEntry;
  /** In the order of the assignments. */
  readonly weights: readonly number[];
}

/** Regularizes the power near zero distance, as in training. */
const DISTANCE_FLOOR = 1e-4;

/** Let crystals of one prototype vote. @param assignments each: element of the target by slot */
export function voteOfCrystals(
  model: PrototypeLikelihoodModel,
  prototype: Prototype,
  entries: readonly PrototypeEntry[],
  assignments: readonly (readonly number[])[],
): CrystalVote[] {
  const { slotCounts } = prototype;
  const weights = slotWeights(slotCounts, model.countExponent);
  const sharpness = model.sharpness[Math.min(slotCounts.length, model.sharpness.length) - 1] as number;
  const bias = (model.spaceGroupBias[prototype.spaceGroup] ?? 0) + lastOf(model.formulaUnitsBias, prototype.formulaUnits);
  // the same for every assignment, since these exchange elements of equal count
  const target = meanShift(model, assignments[0] ?? [], slotCounts);
  return entries.map((entry) => {
    const moved = squaredDistance(target, meanShift(model, entry.elements, slotCounts)) + DISTANCE_FLOOR;
    const own =
      bias +
      (model.hullBias[hullClass(entry.energyAboveHull)] as number) +
      (model.experimentBias[entry.isExperimental === null ? 2 : Number(entry.isExperimental)] as number);
    return {
      entry,
      weights: assignments.map((elements) =>
        Math.exp(own - sharpness * (replaced(model, weights, elements, entry.elements) + moved) ** model.distanceExponent),
      ),
    };
  });
}

export function slotWeights(slotCounts: readonly number[], countExponent: number): number[] {
  const total = slotCounts.reduce((sum, n) => sum + n, 0);
  const powers = slotCounts.map((n) => (n / total) ** countExponent);
  const norm = powers.reduce((sum, w) => sum + w, 0);
  return powers.map((w) => w / norm);
}

function replaced(
  { squaredDistances }: PrototypeLikelihoodModel,
  weights: readonly number[],
  elements: readonly number[],
  known: readonly number[],
): number {
  let squared = 0;
  for (let slot = 0; slot < weights.length; slot++) {
    squared += (weights[slot] as number) * (squaredDistances[119 * (elements[slot] as number) + (known[slot] as number)] as number);
  }
  return squared;
}

function meanShift({ shiftEmbeddings }: PrototypeLikelihoodModel, elements: readonly number[], counts: readonly number[]): number[] {
  const total = counts.reduce((sum, n) => sum + n, 0);
  const mean = (shiftEmbeddings[0] ?? []).map(() => 0);
  elements.forEach((z, slot) => {
    const embedding = shiftEmbeddings[z] as readonly number[];
    for (let k = 0; k < mean.length; k++) mean[k] = (mean[k] as number) + ((counts[slot] as number) / total) * (embedding[k] as number);
  });
  return mean;
}

const squaredDistance = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, k) => sum + (x - (b[k] as number)) ** 2, 0);

/** Upper bounds of the classes of energy above hull, eV/atom. */
const HULL_CLASSES = [0.001, 0.03, 0.08, 0.15];

function hullClass(energyAboveHull: number | null): number {
  if (energyAboveHull === null) return HULL_CLASSES.length + 1;
  const found = HULL_CLASSES.findIndex((bound) => energyAboveHull <= bound);
  return found === -1 ? HULL_CLASSES.length : found;
}

const lastOf = (table: readonly number[], index: number): number => table[Math.min(index, table.length - 1)] ?? 0;
