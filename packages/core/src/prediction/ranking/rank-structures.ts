import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { HullEntry } from '../../energy/convex-hull/hull-entry.js';
import { computeEnergyAboveHull } from '../../energy/convex-hull/energy-above-hull.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { prototypeLabel } from '../../symmetry/prototype-label.js';
import type { RankedStructure, RelaxedCandidate } from '../stage-types.js';
import type { DistinctStructure } from './merge-duplicates.js';
import { mergeDuplicates } from './merge-duplicates.js';
import type { OrderModel } from './order-model.js';
import { orderWeights } from './order-model.js';

export interface RankingInput {
  readonly composition: Composition;
  /** Reference phases of the same potential within the chemical system. */
  readonly referenceEntries: readonly HullEntry[];
  /** Leave reference phases of this very composition out: the energy above hull then tells how far below the others a structure lies. */
  readonly isHeldOut: boolean;
  /** Crystals of this composition that are known and not held out. */
  readonly known: readonly { readonly id: string; readonly structure: Structure }[];
  readonly order: OrderModel;
}

/** Å; positions relaxed to 0.05 eV/Å are uncertain by a few hundredths. */
export const RELAXED_SYMPREC = 0.03;

/** Remove duplicates, place each structure on the hull, compare with known crystals, and order by energy and likelihood. */
export function rankStructures(relaxed: readonly RelaxedCandidate[], input: RankingInput): RankedStructure[] {
  const distinct = mergeDuplicates(relaxed, ({ relaxation }) => findSymmetry(relaxation.structure, RELAXED_SYMPREC));
  const weights = orderWeights(
    distinct.map(({ candidate, likelihood }) => ({ likelihood, enthalpyPerAtom: candidate.relaxation.enthalpyPerAtom })),
    input.order,
  );
  const known = input.known.map(({ id, structure }) => ({ id, matchable: prepareForMatching(structure) }));
  // `distinct` rises in enthalpy, so its index is the order by energy.
  return distinct
    .map((structure, energyIndex) => ({ structure, energyIndex, weight: weights[energyIndex] as number }))
    .sort((a, b) => b.weight - a.weight || a.energyIndex - b.energyIndex)
    .map(({ structure, energyIndex, weight }, place) =>
      describe(structure, { rank: place + 1, energyRank: energyIndex + 1, probability: weight }, input, known),
    );
}

function describe(
  { candidate, symmetry, likelihood, mergedKeys }: DistinctStructure,
  order: { readonly rank: number; readonly energyRank: number; readonly probability: number },
  { composition, referenceEntries, isHeldOut }: RankingInput,
  known: readonly { readonly id: string; readonly matchable: MatchableStructure }[],
): RankedStructure {
  // An element is its own reference: it cannot be held out of the hull.
  const excludeComposition = isHeldOut && composition.atomicNumbers.length > 1 ? composition : null;
  const hull = computeEnergyAboveHull(composition, candidate.relaxation.energyPerAtom, referenceEntries, { excludeComposition });
  const matchable = prepareForMatching(candidate.relaxation.structure);
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
