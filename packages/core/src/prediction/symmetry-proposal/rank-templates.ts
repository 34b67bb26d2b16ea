import type { Composition } from '../../composition/composition.js';
import type { Prototype, PrototypeEntry, PrototypeLibrary } from '../../prototypes/prototype-library.js';
import type { PrototypeLikelihoodModel, PrototypeVote } from './prototype-likelihood.js';
import { voteForPrototype } from './prototype-likelihood.js';
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
  /** Templates to return. */
  readonly count: number;
}

/** Share of the probability that stays with prototypes no library knows: about a tenth of stable crystals (training/likelihood). */
export const UNKNOWN_PROTOTYPE_SHARE = 0.1;

/** What the known crystals of the anonymous formula say of a composition. */
export interface TemplateRanking {
  /** The most likely first. */
  readonly templates: readonly RankedTemplate[];
  /** Every prototype with every way to put the elements on its slots, with probabilities that sum to 1 − UNKNOWN_PROTOTYPE_SHARE; empty where no crystal of the kind is known. */
  readonly votes: readonly { readonly prototype: Prototype; readonly elements: readonly number[]; readonly probability: number }[];
}

/** Rank known crystals of the anonymous formula by the probability that the composition's ground state imitates them. */
export function rankTemplates(
  composition: Composition,
  library: PrototypeLibrary,
  model: PrototypeLikelihoodModel,
  { maxAtoms, spaceGroups, holdout, count }: TemplateOptions,
): TemplateRanking {
  const slotCounts = [...composition.counts].sort((a, b) => a - b);
  const assignments = slotAssignments(composition, slotCounts);
  const isTarget = isOfComposition(assignments);
  const votes = library
    .prototypesOf(slotCounts)
    .filter(({ nsites, spaceGroup }) => nsites <= maxAtoms && (spaceGroups === null || spaceGroups.includes(spaceGroup)))
    .flatMap((prototype) => voteForPrototype(model, prototype, library.entriesOf(prototype), assignments, holdout ? isTarget : () => false));
  const scale = (1 - UNKNOWN_PROTOTYPE_SHARE) / votes.reduce((sum, vote) => sum + vote.weight, 0);
  return {
    templates: votes
      .flatMap((vote) => geometriesOf(vote, scale))
      .sort((a, b) => b.likelihood - a.likelihood || a.entry.index - b.entry.index)
      .slice(0, count),
    votes: votes.map(({ prototype, elements, weight }) => ({ prototype, elements, probability: weight * scale })),
  };
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

/**
 * The crystals of one vote that differ in shape; each carries the votes of those like it. What the best of them is not may be worth trying
 * too: several geometries share one label.
 */
function geometriesOf(vote: PrototypeVote, scale: number): RankedTemplate[] {
  const leaders: { entry: PrototypeEntry; likelihood: number }[] = [];
  let explained = 0;
  for (const { entry, weight } of vote.entries) {
    explained += weight;
    const alike = leaders.find((leader) => isSimilarGeometry(leader.entry, entry));
    if (alike) alike.likelihood += weight * scale;
    else leaders.push({ entry, likelihood: weight * scale });
  }
  // Crystals beyond those remembered speak for the leading geometry.
  const [leader] = leaders;
  if (leader) leader.likelihood += Math.max(0, vote.weight - explained) * scale;
  return leaders.map(({ entry, likelihood }) => ({ entry, elements: vote.elements, likelihood }));
}

/** Relative difference of edges, degrees of angles, and free coordinate, up to which two crystals of one prototype count as one geometry. */
const EDGE_TOLERANCE = 0.08;
const ANGLE_TOLERANCE_DEGREES = 6;
const COORDINATE_TOLERANCE = 0.05;

function isSimilarGeometry(one: PrototypeEntry, other: PrototypeEntry): boolean {
  const scale = Math.cbrt(one.volumePerAtom / other.volumePerAtom);
  // Free lattice parameters begin with the edges, of which there are at most three.
  const sameShape = one.latticeParameters.every((value, i) => {
    const counterpart = other.latticeParameters[i] as number;
    return i < 3 ? Math.abs(value / (counterpart * scale) - 1) <= EDGE_TOLERANCE : Math.abs(value - counterpart) <= ANGLE_TOLERANCE_DEGREES;
  });
  return sameShape && one.freeCoordinates.every((x, i) => Math.abs(wrapToHalf(x - (other.freeCoordinates[i] as number))) <= COORDINATE_TOLERANCE);
}

const wrapToHalf = (x: number): number => x - Math.round(x);
