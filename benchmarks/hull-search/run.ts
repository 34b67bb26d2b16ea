import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import { DEFAULT_LAG } from '@kessho/core/search/default-lag';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import { runSearch } from '@kessho/core/search/run-search';
import { beginSearch } from '@kessho/core/search/search-steps';
import type { SearchMethod, SearchState } from '@kessho/core/search/search-types';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadSearchKnowledge, type LoadedSearchKnowledge, type SearchKnowledgeOptions } from '@kessho/models/runtime/load-search-knowledge';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { drawVolumes } from './draw-volumes.js';
import type { HullRun, KnownHull } from './hull-run.js';
import { belowKnown, judgeTargets } from './judge-search.js';
import { knownSystem, type KnownSystem } from './known-phases.js';
import { readSystems } from './read-system.js';
import { misses, summarizeRuns } from './summarize-runs.js';
import { withoutLearnedSymmetry } from '../search/unlearned-symmetry.js';

interface Options {
  readonly systems: readonly string[];
  readonly maxAtoms: number;
  readonly budget: number;
  readonly lag: number;
}

interface Report {
  readonly options: Options;
  readonly command: string;
  readonly date: string;
  readonly machine: string;
  readonly loadAverage: number;
  readonly model: unknown;
  readonly known: readonly KnownHull[];
  readonly runs: readonly HullRun[];
}

/** `npm run benchmark -- hull-search`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      materials: { type: 'string' },
      out: { type: 'string' },
      systems: { type: 'string', default: 'Li-P-S,Mg-Si-O,Ti-Al' },
      methods: { type: 'string', default: 'hull,random' },
      seeds: { type: 'string', default: '1,2' },
      budget: { type: 'string', default: '300' },
      'max-atoms': { type: 'string', default: '16' },
      lag: { type: 'string', default: String(DEFAULT_LAG) },
      'uniform-groups': { type: 'boolean', default: false },
      'sizes-alone': { type: 'boolean', default: false },
    },
  });
  if (values.materials === undefined || values.out === undefined) throw new Error('hull-search needs --materials FOLDER and --out FILE.json');
  const out = values.out;
  const systems = values.systems.split(',');
  const options: Options = { systems, maxAtoms: Number(values['max-atoms']), budget: Number(values.budget), lag: Number(values.lag) };
  const model = { directory: modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version), threads: 1 };
  const earlier = readEarlier(out, options);
  const runs: HullRun[] = [...(earlier?.runs ?? [])];
  const without: Without = { symmetry: values['uniform-groups'], formulas: values['sizes-alone'] };
  const labelOf = (method: SearchMethod): string => `${method}${without.symmetry ? ', uniform groups' : ''}${without.formulas ? ', sizes alone' : ''}`;
  const wanted = values.seeds
    .split(',')
    .filter((word) => word !== '')
    .flatMap((seed) => systems.flatMap((system) => (values.methods.split(',') as SearchMethod[]).map((method) => ({ system, method, seed }))))
    .filter((one) => !runs.some(({ system, method, seed }) => system === one.system && method === labelOf(one.method) && seed === one.seed));
  const prepared = earlier !== null && wanted.length === 0 ? [] : await prepare(systems, values.materials, options.maxAtoms, model);
  const known = earlier !== null && wanted.length === 0 ? earlier.known : prepared.map(knownHullOf);
  const report = (): Report => ({
    options,
    command: `npm run benchmark -- hull-search ${argv.filter((_, at) => !['--out', '--materials'].some((name) => argv[at] === name || argv[at - 1] === name)).join(' ')}`,
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one core of ${cpus().length}; Node ${process.versions.node}`,
    loadAverage: Number((loadavg()[0] ?? NaN).toPrecision(3)),
    model: prepared[0]?.loaded.energyModel.id,
    known,
    runs,
  });
  const write = (): void => {
    writeFileSync(`${out}.part`, `${JSON.stringify(report(), null, 1)}\n`);
    renameSync(`${out}.part`, out);
  };
  for (const { system, method, seed } of wanted) {
    const one = prepared.find((other) => other.system === system) as Prepared;
    const finished = { ...(await searchOnce(one, method, seed, options, without)), method: labelOf(method) };
    runs.push(finished);
    write();
    process.stderr.write(`${describe(finished)}\n`);
  }
  writeFileSync(out.replace(/\.json$/, '.svg'), drawVolumes(runs, known));
  process.stdout.write(`${summarizeRuns(runs, known)}\n\nnot found:\n${misses(runs).join('\n')}\n`);
}

interface Prepared {
  readonly system: string;
  readonly elements: readonly number[];
  readonly loaded: LoadedSearchKnowledge;
  readonly known: KnownSystem;
}

/** Relax what is known of each system. */
async function prepare(systems: readonly string[], materials: string, maxAtoms: number, model: SearchKnowledgeOptions): Promise<Prepared[]> {
  const crystals = readSystems(materials, systems.map(elementsOf));
  const prepared: Prepared[] = [];
  for (const [k, system] of systems.entries()) {
    const elements = elementsOf(system);
    const loaded = await loadSearchKnowledge(elements, model);
    const known = await knownSystem(elements, crystals[k] ?? [], loaded.knowledge.referenceEntries, maxAtoms, relaxTaskWith(loaded.energyModel));
    prepared.push({ system, elements, loaded, known });
    process.stderr.write(`${system}: ${known.targets.length} known phases to find (${known.targets.map(({ formula }) => formula).join(', ')})\n`);
  }
  return prepared;
}

const knownHullOf = ({ system, known: { targets, tooLarge, volumeWithin, volume, crystals, relaxed } }: Prepared): KnownHull => ({
  system,
  targets: targets.map(({ id, formula, nsites, spaceGroup, isStable }) => ({ id, formula, nsites, spaceGroup, isStable })),
  tooLarge,
  volumeWithin,
  volume,
  crystals,
  relaxed,
});

/** What is to be unknown: likely space groups and Wyckoff letters, stable formulas of like systems. */
interface Without {
  readonly symmetry: boolean;
  readonly formulas: boolean;
}

async function searchOnce(
  { system, elements, loaded, known }: Prepared,
  method: SearchMethod,
  seed: string,
  options: Options,
  without: Without,
): Promise<HullRun> {
  const { budget, lag, maxAtoms } = options;
  const constraints = { ...DEFAULT_CONSTRAINTS, maxAtoms };
  const [started, cpuBefore] = [performance.now(), process.cpuUsage()];
  const told = without.symmetry ? withoutLearnedSymmetry(loaded.knowledge) : loaded.knowledge;
  const knowledge = without.formulas ? { ...told, stableShareOf: undefined } : told;
  const begun = await beginSearch({ method, elements, composition: null, seed, budget, lag, constraints, seeds: [] }, knowledge);
  const state: SearchState = await runSearch(begun, knowledge, relaxTaskWith(loaded.energyModel), { signal: null, onAdvance: null });
  const { user, system: kernel } = process.cpuUsage(cpuBefore);
  return {
    system,
    method,
    seed,
    relaxations: state.relaxations,
    evaluations: state.evaluations,
    phases: state.phases.length,
    curve: state.curve.flatMap(({ relaxations, hullVolume }) => (hullVolume === null ? [] : [[relaxations, hullVolume] as const])),
    verdicts: judgeTargets(known.targets, state),
    below: belowKnown(state, known.entries),
    cpuSeconds: (user + kernel) / 1e6,
    seconds: (performance.now() - started) / 1000,
  };
}

const describe = ({ system, method, seed, verdicts, curve, cpuSeconds, seconds }: HullRun): string => {
  const found = verdicts.filter((verdict) => verdict.found !== null);
  return `${system} ${method} ${seed}: ${found.length} of ${verdicts.length} found, hull ${(1000 * (curve.at(-1)?.[1] ?? 0)).toFixed(1)} meV/atom, ${cpuSeconds.toFixed(0)} s of processor time in ${seconds.toFixed(0)} s`;
};

/** @throws {Error} for what is no symbol */
function elementsOf(system: string): number[] {
  const numbers = system.split('-').map((symbol) => {
    const z = atomicNumberOf(symbol);
    if (z === null) throw new Error(`${symbol} in ${system} is no chemical symbol`);
    return z;
  });
  return numbers.sort((a, b) => a - b);
}

function readEarlier(file: string, options: Options): Report | null {
  if (!existsSync(file)) return null;
  const earlier = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (JSON.stringify(earlier.options) !== JSON.stringify(options)) throw new Error(`${file} holds a run with other options; name another --out`);
  return earlier;
}
