/**
 * A search as a value that moves: begin, then absorb results one by one in the order of their tasks. No loop and no potential in here; an in-process driver
 * (`run-search.ts`) and a queue can move the same value.
 */
import type { Structure } from '../crystal/structure.js';
import { forkRng } from '../numerics/rng.js';
import { RELAXED_SYMPREC } from '../prediction/ranking/rank-structures.js';
import type { RelaxationResult } from '../prediction/stage-types.js';
import { isSound } from '../prediction/stop-reasons.js';
import { placeInArchive } from './archive/place-in-archive.js';
import { brokenResult } from './constraints/broken-result.js';
import { assertSearchRequest } from './constraints/search-constraints.js';
import { extendCurve } from './convergence/curve.js';
import type { Proposal } from './methods/search-strategy.js';
import { emptySearch } from './empty-search.js';
import { asLayer } from './layers/find-layer.js';
import { strategyOf } from './methods/strategy-of.js';
import { symmetryAt } from './operators/symmetry-at.js';
import type { SearchKnowledge } from './search-knowledge.js';
import type { Individual, Outcome, RelaxationTask, SearchRequest, SearchState } from './search-types.js';

/** The state with its first tasks. @throws {InvalidOptionsError} {NoCandidatesError} where the constraints leave no crystal */
export async function beginSearch(request: SearchRequest, knowledge: SearchKnowledge): Promise<SearchState> {
  assertSearchRequest(request);
  const memory = await strategyOf(request).begin(request, knowledge);
  return fillTasks(emptySearch(request, memory), knowledge);
}

/** The same search with another budget: where it had come to its end, it goes on. */
export const extendSearch = (state: SearchState, budget: number, knowledge: SearchKnowledge): Promise<SearchState> =>
  fillTasks({ ...state, request: { ...state.request, budget } }, knowledge);

export const isFinished = ({ running }: SearchState): boolean => running.length === 0;

/** Take in the result of the first running task, and begin what may run now. */
export async function absorbResult(state: SearchState, result: RelaxationResult, knowledge: SearchKnowledge): Promise<SearchState> {
  const [task, ...running] = state.running;
  const { request } = state;
  const strategy = strategyOf(request);
  const individual = state.individuals[task.individual];
  const steps = (individual.outcome?.steps ?? 0) + result.steps;
  const { energyPerAtom, enthalpyPerAtom, maxForce, stopReason } = result;
  const structure = inItsCell(result.structure, request);
  const spaceGroup = isSound(result) ? (symmetryAt(structure, RELAXED_SYMPREC)?.spaceGroup.number ?? null) : null;
  const bare = { structure, energyPerAtom, enthalpyPerAtom, maxForce, steps, stopReason, spaceGroup };
  const verdict =
    verdictBefore(result, task, strategy.turns) ?? (request.constraints.keepsBroken ? null : brokenResult(structure, individual.start, request));
  const placement = verdict === null ? placeInArchive(state.phases, state.individuals, bare, individual.id, task.index) : null;
  const outcome: Outcome = { ...bare, verdict: verdict ?? (placement?.isNew === true ? 'new' : 'duplicate'), phase: placement?.phase ?? null };
  const lived = { ...individual, outcome };
  const placed: SearchState = {
    ...state,
    individuals: state.individuals.map((one) => (one === individual ? lived : one)),
    running,
    relaxations: state.relaxations + (outcome.verdict === 'open' ? 0 : 1),
    // the first evaluation of a relaxation is no step
    evaluations: state.evaluations + result.steps + 1,
    phases: placement?.phases ?? state.phases,
  };
  const next = await fillTasks(strategy.learn(placed, state, { individual: lived, result, task }), knowledge);
  return { ...next, curve: extendCurve(next, knowledge.referenceEntries, placement !== null, isFinished(next)) };
}

/** What keeps a result out of the archive; null where nothing does. */
function verdictBefore(result: RelaxationResult, { giveUpAbove, maxSteps }: RelaxationTask, turns: boolean): 'unsound' | 'given-up' | 'open' | null {
  if (!isSound(result)) return 'unsound';
  if (result.stopReason !== 'step-limit') return null;
  if (turns) return 'open';
  return giveUpAbove !== null && result.steps < maxSteps ? 'given-up' : null;
}

/** Begin tasks until as many run as may. */
async function fillTasks(state: SearchState, knowledge: SearchKnowledge): Promise<SearchState> {
  const { request } = state;
  const strategy = strategyOf(request);
  let filled = state;
  while (filled.running.length < request.lag) {
    const turn = await strategy.next(filled, knowledge, forkRng(request.seed, 'search', filled.begun));
    if (turn.kind === 'wait' || turn.kind === 'finished') break;
    filled = turn.kind === 'individual' ? withIndividual(filled, turn.proposal) : withTask(filled, turn.task);
  }
  return filled;
}

function withIndividual(
  state: SearchState,
  { operator, parents, structure, discarded, fromPool, maxSteps, giveUpAbove, refineBelow }: Proposal,
): SearchState {
  const id = state.individuals.length;
  const start = inItsCell(structure, state.request);
  const generation = parents.reduce((latest, parent) => Math.max(latest, state.individuals[parent].generation + 1), 0);
  const individual: Individual = { id, generation, operator, parents, start, discarded, poolPlace: fromPool, outcome: null };
  return withTask(
    { ...state, individuals: [...state.individuals, individual] },
    { individual: id, structure: start, maxSteps, giveUpAbove, refineBelow },
  );
}

/** Layers stand in their vacuum, whatever relaxation or an operator has made of it. */
const inItsCell = (structure: Structure, { constraints: { layer } }: SearchRequest): Structure =>
  (layer === null ? null : asLayer(structure, layer)) ?? structure;

const withTask = (state: SearchState, task: Omit<RelaxationTask, 'index'>): SearchState => ({
  ...state,
  running: [...state.running, { index: state.begun, ...task }],
  begun: state.begun + 1,
});
