import { lowestOfNiches, lowestPhase, POPULATION } from '../archive/population.js';
import { BREEDING_SHARES, type BreedingOperator } from '../operators/apply-operator.js';
import { breed } from '../population/breed.js';
import type { Individual, Phase, SearchState } from '../search-types.js';
import { beginTallies, countChild } from '../selection/operator-shares.js';
import { randomProposal, seedProposal } from './random-search.js';
import { limitsFrom, NO_MEMORY, type Lesson, type SearchStrategy } from './search-strategy.js';

/** Of the budget, between bounds, is spent on random crystals before the first child. */
const FIRST_SHARE = 0.2;
const FIRST_BOUNDS: readonly [number, number] = [8, 40];
/** Afterwards so many are random still. */
const RANDOM_SHARE = 0.2;
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
    if (isFirst || rng.uniform() < RANDOM_SHARE) return { kind: 'individual', proposal: randomProposal(state, knowledge, rng) };
    const population = lowestOfNiches(phases).slice(0, POPULATION);
    const child = breed(state, population, population.map(agedScore), BREEDING_SHARES, knowledge, rng);
    const lowest = lowestPhase(phases)?.enthalpyPerAtom ?? null;
    return {
      kind: 'individual',
      proposal: child === null ? randomProposal(state, knowledge, rng) : { ...child, fromPool: null, ...limitsFrom(lowest) },
    };
  },
  turns: false,
  learn: (state, before, lesson) => {
    const better = lowestOfNiches(state.phases).slice(0, POPULATION / 2);
    const { verdict, phase } = lesson.individual.outcome;
    return learnFromChild(state, before, lesson, verdict === 'new' && better.some(({ id }) => id === phase));
  },
};

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
