/**
 * Which known crystals does a composition imitate? A neighborhood-components model: elements have learned embeddings, a known crystal lies at
 *
 *   d(target, crystal) = ( Σ_slots w_slot ‖e_target(slot) − e_crystal(slot)‖² + ε )^p ,   w_slot = (n_slot / Σn)^γ / Σ(n/Σn)^γ,
 *
 * and votes for its prototype with exp(−s·d + b_hull + b_experiment). A prototype's weight is the sum of its votes over crystals and over all ways
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
  /** γ */
  readonly countExponent: number;
  /** p */
  readonly distanceExponent: number;
  /** s */
  readonly sharpness: number;
  /** b_hull by class of energy above hull: ≤ 0.001, ≤ 0.03, ≤ 0.08, ≤ 0.15, above, not known. */
  readonly hullBias: readonly number[];
  /** b_experiment: computed only, experimentally known, not known. */
  readonly experimentBias: readonly number[];
  /** b_group by number, index 0 unused. */
  readonly spaceGroupBias: readonly number[];
  /** b_Z by formula units in the primitive cell, the last for all above. */
  readonly formulaUnitsBias: readonly number[];
}

/** One prototype with the target's elements put on its slots one way. */
export interface PrototypeVote {
  readonly prototype: Prototype;
  /** `elements[slot]` of the target. */
  readonly elements: readonly number[];
  /** Not normalized. */
  readonly weight: number;
  /** Its geometries (`PrototypeEntry.geometry`), the heaviest first, each with the crystal that voted strongest. */
  readonly geometries: readonly { readonly entry: PrototypeEntry; readonly weight: number }[];
}

/** Regularizes the power near zero distance, as in training. */
const DISTANCE_FLOOR = 1e-4;

export function slotWeights(slotCounts: readonly number[], countExponent: number): number[] {
  const total = slotCounts.reduce((sum, n) => sum + n, 0);
  const powers = slotCounts.map((n) => (n / total) ** countExponent);
  const norm = powers.reduce((sum, w) => sum + w, 0);
  return powers.map((w) => w / norm);
}

/** Weigh one prototype for every assignment of elements in `assignments` (each: element by slot). Entries for which `isExcluded` holds do not vote. */
export function voteForPrototype(
  model: PrototypeLikelihoodModel,
  prototype: Prototype,
  entries: readonly PrototypeEntry[],
  assignments: readonly (readonly number[])[],
  isExcluded: (entry: PrototypeEntry) => boolean,
): PrototypeVote[] {
  const weights = slotWeights(prototype.slotCounts, model.countExponent);
  const bias = (model.spaceGroupBias[prototype.spaceGroup] ?? 0) + lastOf(model.formulaUnitsBias, prototype.formulaUnits);
  const voters = entries.filter((entry) => !isExcluded(entry));
  return assignments.flatMap((elements) => {
    const geometries = new Map<number, { entry: PrototypeEntry; strongest: number; weight: number }>();
    for (const entry of voters) {
      const weight = Math.exp(entryLogit(model, weights, elements, entry) + bias);
      const known = geometries.get(entry.geometry);
      if (!known) geometries.set(entry.geometry, { entry, strongest: weight, weight });
      else {
        known.weight += weight;
        if (weight > known.strongest) Object.assign(known, { entry, strongest: weight });
      }
    }
    const heaviest = [...geometries.values()].sort((a, b) => b.weight - a.weight || a.entry.index - b.entry.index);
    const weight = heaviest.reduce((sum, geometry) => sum + geometry.weight, 0);
    return weight > 0 ? [{ prototype, elements, weight, geometries: heaviest.map(({ entry, weight: share }) => ({ entry, weight: share })) }] : [];
  });
}

function entryLogit(model: PrototypeLikelihoodModel, weights: readonly number[], elements: readonly number[], entry: PrototypeEntry): number {
  let squared = DISTANCE_FLOOR;
  for (let slot = 0; slot < weights.length; slot++) {
    squared += (weights[slot] as number) * (model.squaredDistances[119 * (elements[slot] as number) + (entry.elements[slot] as number)] as number);
  }
  const hull = model.hullBias[hullClass(entry.energyAboveHull)] as number;
  const experiment = model.experimentBias[entry.isExperimental === null ? 2 : Number(entry.isExperimental)] as number;
  return -model.sharpness * squared ** model.distanceExponent + hull + experiment;
}

/** Upper bounds of the classes of energy above hull, eV/atom. */
const HULL_CLASSES = [0.001, 0.03, 0.08, 0.15];

function hullClass(energyAboveHull: number | null): number {
  if (energyAboveHull === null) return HULL_CLASSES.length + 1;
  const found = HULL_CLASSES.findIndex((bound) => energyAboveHull <= bound);
  return found === -1 ? HULL_CLASSES.length : found;
}

const lastOf = (table: readonly number[], index: number): number => table[Math.min(index, table.length - 1)] ?? 0;
