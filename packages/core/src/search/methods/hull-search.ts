import type { Composition } from '../../composition/composition.js';
import { compositionFromSites } from '../../composition/create-composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import { lowestOfCompositions, compositionKey, endReferencesOf, hullOfArchive, type ArchiveHull } from '../archive/hull-of-archive.js';
import { endMembersOf } from '../constraints/end-members.js';
import { BREEDING_SHARES, COMPOSITION_SHARES, type BreedingOperator } from '../operators/apply-operator.js';
import { breed } from '../population/breed.js';
import { firstPossible } from '../population/first-possible.js';
import { promisingComposition } from '../population/promising-composition.js';
import { promisingRandom } from '../population/promising-random.js';
import type { Crowd } from '../population/propose-random.js';
import type { Rng } from '../../numerics/rng.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Phase, SearchState } from '../search-types.js';
import { beginTallies } from '../selection/operator-shares.js';
import { asAnEnd } from './as-an-end.js';
import { firstGeneration, learnFromChild } from './evolutionary-search.js';
import { mayBeParent } from './may-be-parent.js';
import { seedProposal } from './random-search.js';
import { limitsFrom, NO_MEMORY, type Proposal, type SearchStrategy } from './search-strategy.js';

const SHARES = { ...BREEDING_SHARES, ...COMPOSITION_SHARES };
const OPERATORS = Object.keys(SHARES) as BreedingOperator[];
/** Random crystals to choose from: each composition has few relaxations, so that one must count. */
const CROWD: Crowd = { count: 96, perGroup: 4 };
/** Random crystals bring new types, children what lies between and beyond them; a child costs as much as three. */
const RANDOM_SHARE = 0.7;
/** Parents: so many phases, by score. */
const POPULATION = 40;
/** eV/atom: for each fruitless child of a parent, and for each lower phase of its composition, so that none crowds the others out. */
const AGE_COST = 0.004;
const CROWDING_COST = 0.03;
/** eV/atom, halved every so many tasks: what a composition gains that was improved just now. */
const FRESHNESS = 0.05;
const HALF_LIFE = 30;
/** Children that would end this far above the hull, eV/atom, are given up: from the first of the search to the last. */
const MARGIN_AT_FIRST = 0.3;
const MARGIN_AT_LAST = 0.1;
/** Relaxations of each end of the hull where no reference stands for it. */
const TRIES_PER_END = 6;

/**
 * All stoichiometries of a system, or all mixtures of end members, at once, the hull as the fitness: after Shibayama et al. 2025 (arXiv:2503.21201), whose
 * parameters are not public, with selection of our own (docs/search.md). Most relaxations go to random crystals of promising compositions, screened by the
 * surrogate; new compositions come from operators that add, take or turn atoms, and from spliced parents of different compositions, too.
 */
export const hullSearch: SearchStrategy = {
  begin: async () => ({ ...NO_MEMORY, operators: beginTallies(OPERATORS) }),
  next: async (state, knowledge, rng) => {
    const { begun, request, phases } = state;
    if (begun >= request.budget) return { kind: 'finished' };
    const seed = seedProposal(state);
    if (seed !== null) return { kind: 'individual', proposal: seed };
    const end = endToSearch(state, knowledge);
    if (end !== null) return { kind: 'individual', proposal: await randomOf(end, null, asAnEnd(state, end), knowledge, rng) };
    const hull = hullOfArchive(phases, request, knowledge.referenceEntries);
    const isFirst = begun < firstGeneration(request.budget);
    if (hull !== null && !isFirst && rng.uniform() >= RANDOM_SHARE) {
      const { candidates, scores } = parentsByHull(state, hull);
      const child = breed(state, candidates, scores, SHARES, knowledge, rng);
      if (child !== null)
        return {
          kind: 'individual',
          proposal: { ...child, fromPool: null, ...limitsAt(compositionFromSites(child.structure.atomicNumbers), hull, state) },
        };
    }
    const proposal = await firstPossible(
      () => promisingComposition(state, hull, knowledge, rng),
      (composition) => randomOf(composition, hull, state, knowledge, rng),
    );
    return { kind: 'individual', proposal };
  },
  turns: false,
  learn: (state, before, lesson) =>
    learnFromChild(
      state,
      before,
      lesson,
      lesson.individual.outcome.verdict === 'new' && isLowestOfComposition(state.phases, lesson.individual.outcome.phase),
    ),
};

const isLowestOfComposition = (phases: readonly Phase[], id: number | null): boolean =>
  [...lowestOfCompositions(phases).values()].some((phase) => phase.id === id);

/** The first end of the hull without a reference that has not had its turns. */
export function endToSearch({ request, individuals }: SearchState, { referenceEntries }: SearchKnowledge): Composition | null {
  const references = endReferencesOf(request, referenceEntries);
  const triesOf = (end: Composition): number =>
    individuals.filter(({ start }) => sameComposition(compositionFromSites(start.atomicNumbers), end)).length;
  const isOpen = (end: Composition): boolean =>
    !references.some(({ composition }) => sameComposition(composition, end)) && triesOf(end) < TRIES_PER_END;
  return endMembersOf(request).find(isOpen) ?? null;
}

async function randomOf(
  composition: Composition,
  hull: ArchiveHull | null,
  state: SearchState,
  knowledge: SearchKnowledge,
  rng: Rng,
): Promise<Proposal> {
  return {
    operator: 'random',
    parents: [],
    ...(await promisingRandom(composition, CROWD, state, knowledge, rng)),
    fromPool: null,
    ...limitsAt(composition, hull, state),
  };
}

/** Nothing is given up at a composition of which no phase is known. */
export function limitsAt(
  composition: Composition,
  hull: ArchiveHull | null,
  { phases, begun, request: { budget, constraints } }: SearchState,
): Pick<Proposal, 'maxSteps' | 'giveUpAbove' | 'refineBelow'> {
  const lowest = lowestOfCompositions(phases).get(compositionKey(composition));
  if (hull === null || lowest === undefined) return limitsFrom(null);
  const progress = begun / budget;
  // layers are measured from bulk crystals, which they need not come near
  const floor = constraints.layer === null ? hull.enthalpyAt(composition) : lowest.enthalpyPerAtom;
  return limitsFrom(floor, MARGIN_AT_FIRST + (MARGIN_AT_LAST - MARGIN_AT_FIRST) * progress);
}

function parentsByHull(state: SearchState, { aboveHull }: ArchiveHull): { candidates: Phase[]; scores: number[] } {
  const { phases, begun } = state;
  const byComposition = new Map<string, Phase[]>();
  for (const phase of phases.filter((one) => mayBeParent(one, state)).sort((a, b) => a.enthalpyPerAtom - b.enthalpyPerAtom || a.id - b.id)) {
    const key = compositionKey(phase.composition);
    byComposition.set(key, [...(byComposition.get(key) ?? []), phase]);
  }
  const scored = [...byComposition.values()].flatMap(([lowest, ...others]) =>
    [lowest, ...others].map((phase, place) => ({
      phase,
      score: aboveHull[phase.id] + AGE_COST * phase.fruitless + CROWDING_COST * place - FRESHNESS * 0.5 ** ((begun - lowest.foundAt) / HALF_LIFE),
    })),
  );
  scored.sort((a, b) => a.score - b.score || a.phase.id - b.phase.id);
  const kept = scored.slice(0, POPULATION);
  return { candidates: kept.map(({ phase }) => phase), scores: kept.map(({ score }) => score) };
}
