import type { Mat3 } from '../../numerics/mat3.js';
import { norm } from '../../numerics/vec3.js';
import type { RelaxationResult } from '../../prediction/stage-types.js';
import { lowestPhase } from '../archive/population.js';
import type { Individual, LookAhead, Outcome, SearchRequest } from '../search-types.js';
import { lookAheadScore } from '../selection/look-ahead-score.js';
import { randomProposal, seedProposal } from './random-search.js';
import { NO_MEMORY, REFINED_MARGIN, type SearchStrategy } from './search-strategy.js';

/** Steps of a turn. */
const STEPS_PER_TURN = 10;
/** What a relaxation is taken to cost, in steps: the budget times this is what may be spent. */
const STEPS_PER_RELAXATION = 60;
/** Crystals in the pool for each relaxation of the budget: their first turns take half of what may be spent. */
const POOL_FACTOR = 3;

const poolSize = ({ budget }: SearchRequest): number => POOL_FACTOR * budget;

/**
 * Look ahead: every crystal of a random pool is relaxed for a few steps, then always the most promising one for a few more (LAQA, Terayama et al. 2018,
 * doi:10.1038/s41524-018-0090-y). The optimizer begins anew with each turn. Ends when the steps are spent or all crystals are relaxed.
 */
export const lookAheadSearch: SearchStrategy = {
  begin: async () => NO_MEMORY,
  next: async (state, knowledge, rng) => {
    const { request, individuals, memory, running, evaluations, phases } = state;
    const committed = evaluations + running.length * STEPS_PER_TURN;
    if (committed >= request.budget * STEPS_PER_RELAXATION) return { kind: 'finished' };
    const lowest = lowestPhase(phases)?.enthalpyPerAtom ?? null;
    const limits = { maxSteps: STEPS_PER_TURN, giveUpAbove: null, refineBelow: lowest === null ? null : lowest + REFINED_MARGIN };
    if (individuals.length < poolSize(request)) {
      const proposal = seedProposal(state) ?? randomProposal(state, knowledge, rng);
      return { kind: 'individual', proposal: { ...proposal, ...limits } };
    }
    const busy = new Set(running.map(({ individual }) => individual));
    const open = memory.lookAheads.filter(({ individual, isDone }) => !isDone && !busy.has(individual));
    if (open.length === 0) return running.length > 0 ? { kind: 'wait' } : { kind: 'finished' };
    const outcomeOf = (lookAhead: LookAhead): Outcome => (individuals[lookAhead.individual] as Individual & { outcome: Outcome }).outcome;
    const scored = open.map((lookAhead) => ({ lookAhead, score: lookAheadScore(outcomeOf(lookAhead).enthalpyPerAtom, lookAhead) }));
    const { lookAhead } = scored.reduce((best, one) => (one.score > best.score ? one : best));
    return { kind: 'continuation', task: { individual: lookAhead.individual, structure: outcomeOf(lookAhead).structure, ...limits } };
  },
  turns: true,
  learn: (state, _before, { individual, result }) => ({
    ...state,
    memory: { ...state.memory, lookAheads: withTurn(state.memory.lookAheads, individual, result) },
  }),
};

function withTurn(
  lookAheads: readonly LookAhead[],
  { id, outcome }: Individual & { readonly outcome: Outcome },
  { forces, stress }: RelaxationResult,
): LookAhead[] {
  const previous = lookAheads.find(({ individual }) => individual === id);
  const meanForce = forces.reduce((sum, force) => sum + norm(force), 0) / forces.length;
  const now: LookAhead = {
    individual: id,
    meanForce,
    forceChange: previous === undefined ? null : meanForce - previous.meanForce,
    meanStress: meanAbsolute(stress),
    isDone: outcome.verdict !== 'open',
  };
  return previous === undefined ? [...lookAheads, now] : lookAheads.map((lookAhead) => (lookAhead === previous ? now : lookAhead));
}

const meanAbsolute = (matrix: Mat3): number => matrix.flat().reduce((sum, x) => sum + Math.abs(x), 0) / 9;
