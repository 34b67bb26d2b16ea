import { deserialize, serialize } from 'node:v8';
import { completeRequest } from '@kessho/core/search/constraints/search-constraints';
import type { RankedPhase } from '@kessho/core/search/rank-phases';
import type { RelaxationTask, SearchMemory, SearchState } from '@kessho/core/search/search-types';
import { Search } from '@kessho/schema/entities/search';
import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import { SearchTask } from '@kessho/schema/entities/search-task';
import { In, MoreThanOrEqual, type EntityManager } from 'typeorm';
import { ensureCompositions } from '../modules/compositions/ensure-compositions.js';
import { individualColumns, individualFromRow, phaseColumns, phaseFromRow, phaseId } from './search-rows.js';

/**
 * The state of a search from its rows: the very value that was written, whoever wrote it.
 * @param earlier state of the same search, if one is known: individuals that had come to their end need not be read again
 */
export async function readState(manager: EntityManager, search: Search, earlier: SearchState | null): Promise<SearchState> {
  const { id: searchId, request, begun, relaxations, evaluations, curve, memory } = search;
  if (memory === null) throw new Error(`The search ${searchId} has not begun`);
  const settled = (earlier?.individuals ?? []).filter(({ outcome }) => outcome !== null && outcome.verdict !== 'open');
  const isSettled = new Set(settled.map(({ id }) => id));
  const open = (earlier?.individuals ?? []).flatMap(({ id }) => (isSettled.has(id) ? [] : [id]));
  const read = await manager.find(SearchIndividual, {
    where: [
      { searchId, ordinal: In(open) },
      { searchId, ordinal: MoreThanOrEqual(earlier?.individuals.length ?? 0) },
    ],
  });
  const individuals = [...settled, ...read.map(individualFromRow)].sort((a, b) => a.id - b.id);
  const phases = await manager.find(SearchPhase, { where: { searchId }, order: { ordinal: 'ASC' }, relations: { composition: true } });
  const tasks = await manager.find(SearchTask, { where: { searchId }, order: { taskIndex: 'ASC' } });
  return {
    format: 1,
    request: completeRequest(request),
    individuals,
    running: tasks.map(({ task }) => deserialize(task) as RelaxationTask),
    begun,
    relaxations,
    evaluations,
    phases: phases.map(phaseFromRow),
    memory: deserialize(memory) as SearchMemory,
    curve,
  };
}

/** Write what the step from one state to the next has changed; values that are the same object have not. @param before null for the first state */
export async function writeStep(manager: EntityManager, search: Search, before: SearchState | null, after: SearchState): Promise<void> {
  const searchId = search.id;
  for (const individual of after.individuals) {
    const known = before?.individuals[individual.id];
    if (known === individual) continue;
    const columns = individualColumns(searchId, individual);
    if (known === undefined) await manager.insert(SearchIndividual, columns);
    else await manager.update(SearchIndividual, { id: columns.id }, columns);
  }
  const changed = after.phases.filter((phase) => before?.phases[phase.id] !== phase);
  const compositions =
    changed.length === 0
      ? []
      : await ensureCompositions(
          manager,
          changed.map(({ composition }) => composition),
        );
  for (const [k, phase] of changed.entries()) {
    const columns = phaseColumns(searchId, phase, (compositions[k] as { id: string }).id);
    if (before?.phases[phase.id] === undefined) await manager.insert(SearchPhase, columns);
    else await manager.update(SearchPhase, { id: columns.id }, columns);
  }
  const kept = new Set(after.running.map(({ index }) => index));
  const known = new Set(before?.running.map(({ index }) => index));
  for (const taskIndex of known) if (!kept.has(taskIndex)) await manager.delete(SearchTask, { searchId, taskIndex });
  for (const task of after.running)
    if (!known.has(task.index)) await manager.insert(SearchTask, { searchId, taskIndex: task.index, task: serialize(task) });
  await manager.update(Search, searchId, {
    begun: after.begun,
    relaxations: after.relaxations,
    evaluations: after.evaluations,
    curve: [...after.curve],
    memory: serialize(after.memory),
    sequence: () => 'sequence + 1',
  });
}

/** Tasks of the second state that the first had not. */
export const newTasks = (before: SearchState | null, after: SearchState): number[] => {
  const known = new Set(before?.running.map(({ index }) => index));
  return after.running.flatMap(({ index }) => (known.has(index) ? [] : [index]));
};

export async function writeRanking(manager: EntityManager, search: Search, ranked: readonly RankedPhase[]): Promise<void> {
  for (const { rank, phase, spaceGroup, prototype, formationEnergyPerAtom, energyAboveHull, energyAboveKnownHull } of ranked) {
    const columns = { rank, prototype, spaceGroupSymbol: spaceGroup?.symbol ?? null, formationEnergyPerAtom, energyAboveHull, energyAboveKnownHull };
    await manager.update(SearchPhase, { id: phaseId(search.id, phase.id) }, columns);
  }
  await manager.update(Search, search.id, { rankedAt: new Date() });
}
