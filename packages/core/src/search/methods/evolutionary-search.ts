import type { Composition } from '../../composition/composition.js';
import type { Rng } from '../../numerics/rng.js';
import { lowestOfNiches, lowestPhase, POPULATION } from '../archive/population.js';
import { BREEDING_SHARES, type BreedingOperator } from '../operators/apply-operator.js';
import { breedBrood } from '../population/breed.js';
import { chooseNew } from '../population/choose-new.js';
import { promisingRandom } from '../population/promising-random.js';
import type { Crowd } from '../population/propose-random.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, Phase, SearchState } from '../search-types.js';
import { beginTallies, countChild } from '../selection/operator-shares.js';
import { seedProposal } from './random-search.js';
import { limitsFrom, NO_MEMORY, type Lesson, type Proposal, type SearchStrategy } from './search-strategy.js';

/** Of the budget, between bounds, is spent on random crystals before the first child. */
const FIRST_SHARE = 0.2;
const FIRST_BOUNDS: readonly [number, number] = [8, 40];
/** Afterwards so many are random still. */
const RANDOM_SHARE = 0.4;
/** Random crystals to choose from. */
const CROWD: Crowd = { count: 48, perGroup: 8 };
/** Children to choose from. Operators that stay near the parent have one: the choice would take the shortest way back to it. */
const BROODS: Readonly<Partial<Record<BreedingOperator, number>>> = { heredity: 24, permutation: 12, 'symmetric-mutation': 12 };
/** Each fruitless child makes a parent look so much higher, eV/atom: age lets others have their turn. */
const AGE_COST = 0.004;

export const firstGeneration = (budget: number): number => Math.round(Math.min(FIRST_BOUNDS[1], Math.max(FIRST_BOUNDS[0], FIRST_SHARE * budget)));

const OPERATORS = Object.keys(BREEDING_SHARES) as BreedingOperator[];

/**
 * Evolution without generations: each child is made from the archive as it is (`lag` tasks ago), as in XtalOpt's continuous pool (Lonie and Zurek 2011,
 * doi:10.1016/j.cpc.2010.07.048). Parents are the lowest phases of their niches, aged by children that brought nothing.
 */
export const evolutionarySearch: SearchStrategy = {
  begin: async () => ({ ...NO_MEMORY, operators: beginTallies(OPERATORS) }),
  next: async (state, knowledge, rng) => {
    const { begun, request, phases } = state;
    if (begun >= request.budget) return { kind: 'finished' };
    const seed = seedProposal(state);
    if (seed !== null) return { kind: 'individual', proposal: seed };
    const isFirst = begun < firstGeneration(request.budget) || phases.length < 2;
    const child = isFirst || rng.uniform() < RANDOM_SHARE ? null : await promisingChild(state, knowledge, rng);
    return { kind: 'individual', proposal: child ?? (await randomProposal(state, knowledge, rng)) };
  },
  turns: false,
  learn: (state, before, lesson) => {
    const better = lowestOfNiches(state.phases).slice(0, POPULATION / 2);
    const { verdict, phase } = lesson.individual.outcome;
    return learnFromChild(state, before, lesson, verdict === 'new' && better.some(({ id }) => id === phase));
  },
};

async function randomProposal(state: SearchState, knowledge: SearchKnowledge, rng: Rng): Promise<Proposal> {
  const random = await promisingRandom(state.request.composition as Composition, CROWD, state, knowledge, rng);
  return { operator: 'random', parents: [], ...random, fromPool: null, ...limitsOf(state) };
}

/** Of a brood the most promising child; null where the operators brought nothing fit. */
async function promisingChild(state: SearchState, knowledge: SearchKnowledge, rng: Rng): Promise<Proposal | null> {
  const population = lowestOfNiches(state.phases).slice(0, POPULATION);
  const brood = breedBrood(state, population, population.map(agedScore), BREEDING_SHARES, (operator) => BROODS[operator] ?? 1, knowledge, rng);
  if (brood === null) return null;
  const { operator, children, discarded } = brood;
  const { chosen, passedOver } = operator in BROODS ? await chooseNew(children, state, knowledge, rng) : { chosen: children[0], passedOver: {} };
  return { operator, ...chosen, discarded: { ...discarded, ...passedOver }, fromPool: null, ...limitsOf(state) };
}

const limitsOf = ({ phases }: SearchState): ReturnType<typeof limitsFrom> => limitsFrom(lowestPhase(phases)?.enthalpyPerAtom ?? null);

const agedScore = ({ enthalpyPerAtom, fruitless }: Phase): number => enthalpyPerAtom + AGE_COST * fruitless;

/** Count the child for its operator, and age its parents or make them young again. */
export function learnFromChild(state: SearchState, before: SearchState, { individual }: Lesson, succeeded: boolean): SearchState {
  const { operator, parents } = individual;
  if (parents.length === 0) return state;
  // a parent may have been replaced by a lower member of its phase since
  const ofParents = new Set(parents.map((id) => (before.individuals[id] as Individual).outcome?.phase));
  return {
    ...state,
    phases: state.phases.map((phase) => (ofParents.has(phase.id) ? { ...phase, fruitless: succeeded ? 0 : phase.fruitless + 1 } : phase)),
    memory: { ...state.memory, operators: countChild(state.memory.operators, operator, succeeded) },
  };
}
