import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import { DEFAULT_LAG } from '@kessho/core/search/default-lag';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import { runSearch } from '@kessho/core/search/run-search';
import type { RelaxTask } from '@kessho/core/search/search-knowledge';
import { beginSearch } from '@kessho/core/search/search-steps';
import type { SearchRequest } from '@kessho/core/search/search-types';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSearchKnowledge } from '@kessho/models/runtime/load-search-knowledge';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { median } from '../statistics.js';
import { inLanes } from './lanes.js';
import { searchOnServer } from './search-on-server.js';
import { simulatedDurations, simulatedRelaxation } from './simulated-relaxation.js';
import { virtualDuration } from './virtual-search.js';

const SYSTEM = 'Li-Al-O';
const MAX_ATOMS = 12;
const WORKERS = [1, 4] as const;

/** How one search with sleeping workers went. */
interface Simulated {
  readonly workers: number;
  readonly lag: number;
  readonly seconds: number;
  /** Of the time of all workers the share in which they did not sleep: idle, or taking results in. */
  readonly idleShare: number;
}

/** The same where nothing else runs: sleeps as they are, and what the driver spends in processor time. */
interface Virtual {
  readonly lag: number;
  /** Four workers against one. */
  readonly times: number;
  /** Of four workers. */
  readonly idleShare: number;
}

/** `npm run benchmark -- search-throughput`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      budget: { type: 'string', default: '150' },
      'virtual-budget': { type: 'string', default: '400' },
      median: { type: 'string', default: '500' },
      lags: { type: 'string', default: '4,8,12,16,20,24,32' },
      awake: { type: 'string', default: String(DEFAULT_LAG) },
      'server-budget': { type: 'string', default: '150' },
      real: { type: 'string', default: '60' },
      out: { type: 'string' },
    },
  });
  const elements = SYSTEM.split('-')
    .map((symbol) => atomicNumberOf(symbol) as number)
    .sort((a, b) => a - b);
  const model = { directory: modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version), threads: 1 };
  const { knowledge, energyModel } = await loadSearchKnowledge(elements, model);
  const requestOf = (budget: number, lag: number): SearchRequest => ({
    method: 'hull',
    elements,
    composition: null,
    seed: '1',
    budget,
    lag,
    constraints: { ...DEFAULT_CONSTRAINTS, maxAtoms: MAX_ATOMS },
    seeds: [],
  });
  const search = async (request: SearchRequest, relax: RelaxTask, onAdvance: (() => void) | null = null): Promise<number> => {
    const started = performance.now();
    await runSearch(await beginSearch(request, knowledge), knowledge, relax, { signal: null, onAdvance });
    return (performance.now() - started) / 1000;
  };
  const [budget, virtualBudget, serverBudget, real, medianMs] = [
    values.budget,
    values['virtual-budget'],
    values['server-budget'],
    values.real,
    values.median,
  ].map(Number) as [number, number, number, number, number];
  const simulatedOf = (workers: number, lag: number, budget: number, seconds: number): Simulated => {
    const one = { workers, lag, seconds, idleShare: 1 - sum(simulatedDurations(budget, medianMs)) / 1000 / (workers * seconds) };
    process.stderr.write(`${JSON.stringify(one)}\n`);
    return one;
  };
  const inProcess: Simulated[] = [];
  const lags = values.lags.split(',').map(Number);
  const absorptions: number[] = [];
  let before = process.cpuUsage();
  await search(requestOf(virtualBudget, DEFAULT_LAG), simulatedRelaxation(knowledge.referenceEntries, 0), () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    absorptions.push((user + system) / 1000);
  });
  const durations = simulatedDurations(virtualBudget, medianMs);
  const virtual = lags.map((lag): Virtual => {
    const [one, four] = WORKERS.map((workers) => virtualDuration({ durations, absorptions, workers, lag })) as [number, number];
    return { lag, times: one / four, idleShare: 1 - sum(durations) / (4 * four) };
  });
  process.stderr.write(`${JSON.stringify({ virtual, driverMs: median(absorptions) })}\n`);
  for (const lag of values.awake
    .split(',')
    .filter((word) => word !== '')
    .map(Number))
    for (const workers of WORKERS) {
      const relax = inLanes(simulatedRelaxation(knowledge.referenceEntries, medianMs), workers);
      inProcess.push(simulatedOf(workers, lag, budget, await search(requestOf(budget, lag), relax)));
    }
  const onServer: Simulated[] = [];
  const stagesModule = fileURLToPath(new URL('simulated-stages.js', import.meta.url));
  for (const workers of serverBudget === 0 ? [] : WORKERS) {
    const { seconds, lag } = await searchOnServer({ system: SYSTEM, maxAtoms: MAX_ATOMS, budget: serverBudget, workers, medianMs, stagesModule });
    onServer.push(simulatedOf(workers, lag, serverBudget, seconds));
  }
  const report = {
    command: `npm run benchmark -- search-throughput ${argv.filter((_, k) => argv[k] !== '--out' && argv[k - 1] !== '--out').join(' ')}`.trimEnd(),
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores; Node ${process.versions.node}`,
    loadAverage: Number((loadavg()[0] ?? NaN).toPrecision(3)),
    system: SYSTEM,
    maxAtoms: MAX_ATOMS,
    medianMs,
    /** Processor time of taking in a result and making the next proposal, ms, median. */
    driverMs: median(absorptions),
    virtual,
    inProcess,
    onServer,
    speedups: { inProcess: speedups(inProcess), onServer: speedups(onServer) },
    real: real === 0 ? null : await measureReal(requestOf(real, 1), relaxTaskWith(energyModel), search),
  };
  const text = `${JSON.stringify(report, null, 1)}\n`;
  if (values.out !== undefined) writeFileSync(values.out, text);
  process.stdout.write(text);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Four workers against one, by lag. */
const speedups = (runs: readonly Simulated[]): { readonly lag: number; readonly times: number }[] =>
  runs.flatMap(({ workers, lag, seconds }) => {
    const one = runs.find((other) => other.workers === 1 && other.lag === lag);
    return workers === 1 || one === undefined ? [] : [{ lag, times: one.seconds / seconds }];
  });

/** Processor time of a search with the potential that ships, on one thread: in all, and of its relaxations. With a lag of 1 nothing else runs beside one. */
async function measureReal(request: SearchRequest, relax: RelaxTask, search: (request: SearchRequest, relax: RelaxTask) => Promise<number>) {
  let relaxing = 0;
  const timed: RelaxTask = async (...call) => {
    const before = process.cpuUsage();
    const result = await relax(...call);
    const { user, system } = process.cpuUsage(before);
    relaxing += (user + system) / 1e6;
    return result;
  };
  const before = process.cpuUsage();
  await search(request, inLanes(timed, 1));
  const { user, system } = process.cpuUsage(before);
  const cpuSeconds = (user + system) / 1e6;
  return { relaxations: request.budget, cpuSeconds, relaxingCpuSeconds: relaxing, perCoreSecond: request.budget / cpuSeconds };
}
