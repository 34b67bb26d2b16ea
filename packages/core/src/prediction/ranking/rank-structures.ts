import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computeEnergyAboveHull } from '../../energy/convex-hull/energy-above-hull.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { prototypeLabel } from '../../symmetry/prototype-label.js';
import type { RankedStructure, RelaxedCandidate } from '../stage-types.js';
import { isHeld } from '../stop-reasons.js';
import type { DistinctStructure } from './merge-duplicates.js';
import { mergeDuplicates } from './merge-duplicates.js';
import type { OrderModel } from './order-model.js';
import { orderFeatures, type OrderEvidence, type OrderFeatures } from './order-features.js';
import { groundStateProbabilities } from './order-model.js';

export interface RankingInput {
  readonly composition: Composition;
  /** Reference phases of the same potential within the chemical system. */
  readonly referenceEntries: readonly HullEntry[];
  /** Leave reference phases of this very composition out: the energy above hull then tells how far below the others a structure lies. */
  readonly isHeldOut: boolean;
  /** Crystals of this composition that are known and not held out. */
  readonly known: readonly { readonly id: string; readonly structure: Structure }[];
  readonly order: OrderModel;
  /** Probability that the ground state's prototype is unknown. */
  readonly unknownShare: number;
  /** By number, as proposed from the composition. */
  readonly spaceGroupProbabilities: ReadonlyMap<number, number>;
}

/** Å; positions relaxed to 0.05 eV/Å are uncertain by a few hundredths. */
export const RELAXED_SYMPREC = 0.03;

/** Remove duplicates, place each structure on the hull, compare with known crystals, and order by the probability to be the ground state. */
export function rankStructures(relaxed: readonly RelaxedCandidate[], input: RankingInput): RankedStructure[] {
  const distinct = mergeDuplicates(relaxed, ({ relaxation }) => findSymmetry(relaxation.structure, RELAXED_SYMPREC));
  if (distinct.length === 0) return [];
  const features = orderFeatures(distinct.map((structure) => evidenceOf(structure, input.spaceGroupProbabilities)), input.unknownShare);
  const probabilities = groundStateProbabilities(features, input.order);
  const known = input.known.map(({ id, structure }) => ({ id, matchable: prepareForMatching(structure) }));
  // `distinct` rises in enthalpy, so its index is the order by energy.
  return distinct
    .map((structure, energyIndex) => ({ structure, energyIndex, probability: probabilities[energyIndex] as number }))
    .sort((a, b) => b.probability - a.probability || a.energyIndex - b.energyIndex)
    .map(({ structure, energyIndex, probability }, place) =>
      describe(structure, { rank: place + 1, energyRank: energyIndex + 1, probability, orderFeatures: rowOf(features, energyIndex) }, input, known),
    );
}

const rowOf = ({ structures }: OrderFeatures, index: number): readonly number[] => structures[index] as readonly number[];

const evidenceOf = ({ candidate, symmetry, likelihood, matchable }: DistinctStructure, groups: ReadonlyMap<number, number>): OrderEvidence => ({
  enthalpyPerAtom: candidate.relaxation.enthalpyPerAtom,
  likelihood,
  spaceGroupProbability: groups.get(symmetry.spaceGroup.number) ?? 0,
  pointGroupOrder: new Set(symmetry.operations.map(({ rotation }) => rotation.join())).size,
  isRandom: candidate.origin.generator === 'symmetric',
  isHeld: isHeld(candidate),
  matchable,
});

function describe(
  { candidate, symmetry, matchable, likelihood, mergedKeys }: DistinctStructure,
  order: Pick<RankedStructure, 'rank' | 'energyRank' | 'probability' | 'orderFeatures'>,
  { composition, referenceEntries, isHeldOut }: RankingInput,
  known: readonly { readonly id: string; readonly matchable: MatchableStructure }[],
): RankedStructure {
  // An element is its own reference: it cannot be held out of the hull.
  const excludeComposition = isHeldOut && composition.atomicNumbers.length > 1 ? composition : null;
  const hull = computeEnergyAboveHull(composition, candidate.relaxation.energyPerAtom, referenceEntries, { excludeComposition });
  return {
    ...candidate,
    ...order,
    spaceGroup: symmetry.spaceGroup,
    symprec: symmetry.symprec,
    prototype: prototypeLabel(candidate.relaxation.structure, symmetry),
    formationEnergyPerAtom: hull.formationEnergyPerAtom,
    energyAboveHull: hull.energyAboveHull,
    decomposition: hull.decomposition,
    knownMatch: known.find((crystal) => isSameStructure(crystal.matchable, matchable))?.id ?? null,
    likelihood,
    mergedKeys,
  };
}
