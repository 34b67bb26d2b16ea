import type { Composition } from '../../composition/composition.js';
import type { Prototype, PrototypeEntry, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import { noveltyEvidence, unknownPrototypeShare, type NoveltyModel } from './novelty-model.js';
import type { PrototypeLikelihoodModel } from './prototype-likelihood.js';
import { voteOfCrystals, type CrystalVote } from './prototype-likelihood.js';
import { slotAssignments } from './slot-assignments.js';

/** A crystal to imitate, before its volume is known. */
export interface RankedTemplate {
  readonly entry: PrototypeEntry;
  readonly elements: readonly number[];
  readonly likelihood: number;
}

export interface TemplateOptions {
  /** Most sites in the primitive cell. */
  readonly maxAtoms: number;
  readonly spaceGroups: readonly number[] | null;
  /** Leave out every crystal of this very composition. */
  readonly holdout: boolean;
  /** Labels of prototypes to leave out. */
  readonly excludedPrototypes?: readonly string[];
  /** Templates to return. */
  readonly count: number;
}

export interface TemplateModels {
  readonly likelihood: PrototypeLikelihoodModel;
  readonly novelty: NoveltyModel;
}

/** What the known crystals of the anonymous formula say of a composition. */
export interface TemplateRanking {
  /** The most likely first. */
  readonly templates: readonly RankedTemplate[];
  /** Share of the probability that stays with prototypes which no crystal of the anonymous formula shows. */
  readonly unknownShare: number;
  /** Every prototype with every way to put the elements on its slots, with probabilities that sum to 1 − `unknownShare`; empty where no crystal of the kind is known. */
  readonly votes: readonly { readonly prototype: Prototype; readonly elements: readonly number[]; readonly probability: number }[];
  /** All of them that may vote, those that are too large or of unwanted space groups included. */
  readonly crystals: readonly CrystalVote[];
}

/** Rank known crystals of the anonymous formula by the probability that the composition's ground state imitates them. */
export function rankTemplates(
  composition: Composition,
  library: PrototypeLibrary,
  models: TemplateModels,
  { maxAtoms, spaceGroups, holdout, excludedPrototypes = [], count }: TemplateOptions,
): TemplateRanking {
  const slotCounts = [...composition.counts].sort((a, b) => a - b);
  const assignments = slotAssignments(composition, slotCounts);
  const isTarget = isOfComposition(assignments);
  const admitted = library.prototypesOf(slotCounts).filter(({ label }) => !excludedPrototypes.includes(label));
  const voters = admitted.map((prototype) => ({
    prototype,
    crystals: voteOfCrystals(
      models.likelihood,
      prototype,
      library.entriesOf(prototype).filter((entry) => !holdout || !isTarget(entry)),
      assignments,
    ),
  }));
  const votes = voters
    .filter(({ prototype: { nsites, spaceGroup } }) => nsites <= maxAtoms && (spaceGroups === null || spaceGroups.includes(spaceGroup)))
    .flatMap(({ prototype, crystals }) => assignments.map((elements, k) => ({ prototype, elements, geometries: weighGeometries(crystals, k) })))
    .map((vote) => ({ ...vote, weight: vote.geometries.reduce((sum, { weight }) => sum + weight, 0) }))
    .filter(({ weight }) => weight > 0);
  const crystals = voters.flatMap((voter) => voter.crystals);
  const unknownShare = unknownPrototypeShare(models.novelty, noveltyEvidence(crystals));
  const scale = (1 - unknownShare) / votes.reduce((sum, vote) => sum + vote.weight, 0);
  return {
    templates: votes
      .flatMap(({ elements, geometries }) => geometries.map(({ entry, weight }): RankedTemplate => ({ entry, elements, likelihood: weight * scale })))
      .sort((a, b) => b.likelihood - a.likelihood || a.entry.index - b.entry.index)
      .slice(0, count),
    votes: votes.map(({ prototype, elements, weight }) => ({ prototype, elements, probability: weight * scale })),
    crystals,
    unknownShare,
  };
}

/** Geometries of a prototype under one assignment, the heaviest first, each with the crystal that votes strongest. */
export function weighGeometries(crystals: readonly CrystalVote[], assignment: number): { readonly entry: PrototypeEntry; readonly weight: number }[] {
  const geometries = new Map<number, { entry: PrototypeEntry; strongest: number; weight: number }>();
  for (const { entry, weights } of crystals) {
    const weight = weights[assignment] as number;
    const known = geometries.get(entry.geometry);
    if (!known) geometries.set(entry.geometry, { entry, strongest: weight, weight });
    else {
      known.weight += weight;
      if (weight > known.strongest) Object.assign(known, { entry, strongest: weight });
    }
  }
  return [...geometries.values()]
    .sort((a, b) => b.weight - a.weight || a.entry.index - b.entry.index)
    .map(({ entry, weight }) => ({ entry, weight }));
}

const isOfComposition =
  (assignments: readonly (readonly number[])[]) =>
  (entry: PrototypeEntry): boolean =>
    assignments.some((elements) => elements.every((z, slot) => z === entry.elements[slot]));

/** All crystals of a reduced composition in the library. */
export function knownCrystals(composition: Composition, library: PrototypeLibrary): PrototypeEntry[] {
  const slotCounts = [...composition.counts].sort((a, b) => a - b);
  const isKnown = isOfComposition(slotAssignments(composition, slotCounts));
  return library.prototypesOf(slotCounts).flatMap((prototype) => library.entriesOf(prototype).filter(isKnown));
}
