import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import { computeEnergyAboveHull } from '../../energy/convex-hull/energy-above-hull.js';
import { isSameStructure } from '../../matching/match-structures.js';
import { prepareForMatching, type MatchableStructure } from '../../matching/matchable-structure.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import { prototypeLabel } from '../../symmetry/prototype-label.js';
import type { HullPlace, HullReferences, Judgement, RankedStructure, RelaxedCandidate } from '../stage-types.js';
import { isHeld } from '../stop-reasons.js';
import type { DistinctStructure } from './merge-duplicates.js';
import { mergeDuplicates } from './merge-duplicates.js';
import type { OrderModel } from './order-model.js';
import { orderFeatures, type OrderEvidence } from './order-features.js';
import { groundStateProbabilities } from './order-model.js';

export interface RankingInput {
  readonly composition: Composition;
  /** Phases of the chemical system by the potential that searched, at the pressure of the prediction; null where there are none. */
  readonly references: HullReferences | null;
  /** The same by the judge. */
  readonly judgeReferences: HullReferences | null;
  /** Leave reference phases of this composition out: the energy above hull then tells how far below the others a structure lies. Null to leave none out. */
  readonly heldOut: Composition | null;
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

/**
 * Remove duplicates, place each structure on the hull, compare with known crystals, and order by the probability to be the ground state.
 * @param judgements of finalists. Their energies then decide among these, which stand before the rest: energies of two models are never compared.
 */
export function rankStructures(relaxed: readonly RelaxedCandidate[], input: RankingInput, judgements: readonly Judgement[] = []): RankedStructure[] {
  const distinct = distinctStructures(relaxed);
  const known = input.known.map(({ id, structure }) => ({ id, matchable: prepareForMatching(structure) }));
  return orderWithJudge(orderByEnergies(distinct, energyOfSearch, input), judgements, input).map((ordered, place) => describe(ordered, place + 1, input, known));
}

/** By rising enthalpy. */
export const distinctStructures = (relaxed: readonly RelaxedCandidate[]): DistinctStructure[] =>
  mergeDuplicates(relaxed, ({ relaxation }) => findSymmetry(relaxation.structure, RELAXED_SYMPREC));

/** A structure with its place among those of one potential. */
export interface OrderedStructure {
  readonly structure: DistinctStructure;
  readonly probability: number;
  readonly orderFeatures: readonly number[];
  /** From 1. */
  readonly energyRank: number;
  readonly judgement: Judgement | null;
}

/** eV/atom of each structure, all by one potential. */
type EnthalpyOf = (structure: DistinctStructure) => number;
export const energyOfSearch: EnthalpyOf = ({ candidate }) => candidate.relaxation.enthalpyPerAtom;

/** Most probable first. @param distinct in any order */
export function orderByEnergies(distinct: readonly DistinctStructure[], enthalpyOf: EnthalpyOf, input: Pick<RankingInput, 'order' | 'unknownShare' | 'spaceGroupProbabilities'>): OrderedStructure[] {
  if (distinct.length === 0) return [];
  const rising = [...distinct].sort((a, b) => enthalpyOf(a) - enthalpyOf(b));
  const features = orderFeatures(rising.map((structure) => evidenceOf(structure, enthalpyOf(structure), input.spaceGroupProbabilities)), input.unknownShare);
  const probabilities = groundStateProbabilities(features, input.order);
  return rising
    .map((structure, index) => ({
      structure,
      probability: probabilities[index] as number,
      orderFeatures: features.structures[index] as readonly number[],
      energyRank: index + 1,
      judgement: null,
    }))
    .sort((a, b) => b.probability - a.probability || a.energyRank - b.energyRank);
}

/**
 * Finalists by the judge's energies, then the rest as they were. What the rest was given as its probability stays; the finalists share what that leaves, by the
 * same order model on differences of the judge's energies.
 */
function orderWithJudge(ordered: readonly OrderedStructure[], judgements: readonly Judgement[], input: RankingInput): readonly OrderedStructure[] {
  const byKey = new Map(judgements.map((judgement) => [judgement.key, judgement]));
  const judgementOf = ({ candidate }: DistinctStructure): Judgement | null => byKey.get(candidate.key) ?? null;
  const finalists = ordered.filter(({ structure }) => judgementOf(structure) !== null).map(({ structure }) => structure);
  if (finalists.length === 0) return ordered;
  const rest = ordered.filter(({ structure }) => judgementOf(structure) === null);
  const share = 1 - rest.reduce((sum, { probability }) => sum + probability, 0);
  const judged = orderByEnergies(finalists, (structure) => (judgementOf(structure) as Judgement).relaxation.enthalpyPerAtom, input);
  const places = new Map([...rest].sort((a, b) => a.energyRank - b.energyRank).map(({ structure }, place) => [structure, finalists.length + place + 1]));
  return [
    ...judged.map((one) => ({ ...one, probability: share * one.probability, judgement: judgementOf(one.structure) })),
    ...rest.map((one) => ({ ...one, energyRank: places.get(one.structure) as number })),
  ];
}

const evidenceOf = ({ symmetry, likelihood, matchable, candidate }: DistinctStructure, enthalpyPerAtom: number, groups: ReadonlyMap<number, number>): OrderEvidence => ({
  enthalpyPerAtom,
  likelihood,
  spaceGroupProbability: groups.get(symmetry.spaceGroup.number) ?? 0,
  pointGroupOrder: new Set(symmetry.operations.map(({ rotation }) => rotation.join())).size,
  isRandom: candidate.origin.generator === 'symmetric',
  isHeld: isHeld(candidate),
  matchable,
});

function describe(
  { structure: { candidate, symmetry, matchable, likelihood, mergedKeys }, ...order }: OrderedStructure,
  rank: number,
  input: RankingInput,
  known: readonly { readonly id: string; readonly matchable: MatchableStructure }[],
): RankedStructure {
  const { judgement } = order;
  return {
    ...candidate,
    ...order,
    ...placeOnHull(candidate.relaxation.enthalpyPerAtom, input.references, input),
    judgedPlace: judgement === null ? null : placeOnHull(judgement.relaxation.enthalpyPerAtom, input.judgeReferences, input),
    rank,
    spaceGroup: symmetry.spaceGroup,
    symprec: symmetry.symprec,
    prototype: prototypeLabel(candidate.relaxation.structure, symmetry),
    knownMatch: known.find((crystal) => isSameStructure(crystal.matchable, matchable))?.id ?? null,
    likelihood,
    mergedKeys,
  };
}

/** @param enthalpyPerAtom by the potential that made the references, at their pressure */
function placeOnHull(enthalpyPerAtom: number, references: HullReferences | null, { composition, heldOut }: RankingInput): HullPlace {
  if (references === null) return { referenceSet: null, formationEnergyPerAtom: null, energyAboveHull: null, decomposition: [] };
  const { formationEnergyPerAtom, energyAboveHull, decomposition } = computeEnergyAboveHull(composition, enthalpyPerAtom, references.entries, { excludeComposition: heldOut });
  return { referenceSet: references.label, formationEnergyPerAtom, energyAboveHull, decomposition };
}
