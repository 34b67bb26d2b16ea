import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import { DEFAULT_CONSTRAINTS } from '@kessho/core/search/constraints/search-constraints';
import { runSearch } from '@kessho/core/search/run-search';
import { beginSearch } from '@kessho/core/search/search-steps';
import { SEARCH_METHODS, type CurvePoint, type SearchMethod, type SearchState } from '@kessho/core/search/search-types';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { readBenchmarkSet } from '../csp/benchmark-crystal.js';
import { drawCurves } from './draw-curves.js';
import { searchCase, type SearchCase } from './search-case.js';
import { summarizeRuns, type SearchRun } from './summarize-runs.js';

/** The known crystal or something below it has been found from this above its energy, eV/atom: what relaxations of one crystal differ by. */
const HIT_WITHIN = 0.001;
/** Tasks side by side in each search; one process works on them. */
const LAG = 4;

interface Report {
  readonly options: {
    readonly set: string;
    readonly fewestAtoms: number;
    readonly mostAtoms: number;
    readonly cases: number;
    readonly budget: number;
  };
  readonly model: unknown;
  readonly cases: readonly Omit<SearchCase, 'loaded' | 'composition'>[];
  readonly runs: readonly SearchRun[];
}

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      set: { type: 'string' },
      out: { type: 'string' },
      methods: { type: 'string', default: SEARCH_METHODS.filter((method) => method !== 'hull').join() },
      seeds: { type: 'string', default: '1,2,3' },
      budget: { type: 'string', default: '100' },
      cases: { type: 'string', default: '5' },
      'fewest-atoms': { type: 'string', default: '8' },
      'most-atoms': { type: 'string', default: '40' },
      runs: { type: 'string' },
    },
  });
  if (values.set === undefined || values.out === undefined) throw new Error('search needs --set FILE.jsonl.gz and --out FILE.json');
  const out = values.out;
  const model = { directory: modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version), threads: 1 };
  const options: Report['options'] = {
    set: values.set.split('/').at(-1) as string,
    fewestAtoms: Number(values['fewest-atoms']),
    mostAtoms: Number(values['most-atoms']),
    cases: Number(values.cases),
    budget: Number(values.budget),
  };
  const cases: SearchCase[] = [];
  for (const crystal of readBenchmarkSet(values.set)) {
    const n = crystal.structure.atomicNumbers.length;
    if (cases.length === options.cases) break;
    if (n < options.fewestAtoms || n > options.mostAtoms) continue;
    const found = await searchCase(crystal, model);
    if (found !== null) cases.push(found);
  }
  const runs: SearchRun[] = [...readEarlier(out, options), ...(values.runs === undefined ? [] : readRuns(values.runs))];
  const write = (): void => {
    const report: Report = {
      options,
      model: cases[0]?.loaded.energyModel.id,
      cases: cases.map(({ loaded: _loaded, composition: _composition, ...rest }) => rest),
      runs,
    };
    writeFileSync(`${out}.part`, `${JSON.stringify(report)}\n`);
    renameSync(`${out}.part`, out);
  };
  for (const seed of values.seeds.split(',').filter((word) => word !== ''))
    for (const one of cases)
      for (const method of values.methods.split(',') as SearchMethod[]) {
        if (runs.some((earlier) => earlier.id === one.id && earlier.method === method && earlier.seed === seed)) continue;
        const finished = await searchOnce(one, method, seed, options.budget);
        runs.push(finished);
        write();
        const { formula, hit, relaxations, seconds } = finished;
        process.stderr.write(
          `${formula} ${method} ${seed}: ${hit === null ? `not in ${relaxations}` : `after ${hit.relaxations} (${hit.evaluations} evaluations)`}, ${seconds.toFixed(0)} s\n`,
        );
      }
  write();
  writeFileSync(out.replace(/\.json$/, '.svg'), drawCurves(runs));
  writeFileSync(out.replace(/\.json$/, '.summary.json'), `${JSON.stringify(withoutNames(runs, cases), null, 1)}\n`);
  process.stdout.write(`${summarizeRuns(runs)}\n`);
}

/** One search, ended where it finds what is looked for: what it would do afterwards is not asked. */
async function searchOnce(one: SearchCase, method: SearchMethod, seed: string, budget: number): Promise<SearchRun> {
  const { id, formula, nsites, composition, truthPerAtom, loaded } = one;
  const constraints = { ...DEFAULT_CONSTRAINTS, maxAtoms: nsites };
  const request = { method, elements: composition.atomicNumbers, composition, seed, budget, lag: LAG, constraints, seeds: [] };
  const started = performance.now();
  const abort = new AbortController();
  const isHit = ({ lowestEnthalpyPerAtom }: CurvePoint): boolean =>
    lowestEnthalpyPerAtom !== null && lowestEnthalpyPerAtom <= truthPerAtom + HIT_WITHIN;
  let last: SearchState = await beginSearch(request, loaded.knowledge);
  const onAdvance = (state: SearchState): void => {
    last = state;
    if (state.curve.some(isHit)) abort.abort();
  };
  await runSearch(last, loaded.knowledge, relaxTaskWith(loaded.energyModel), { signal: abort.signal, onAdvance });
  const hit = last.curve.find(isHit);
  return {
    id,
    formula,
    method,
    seed,
    hit: hit === undefined ? null : { relaxations: hit.relaxations, evaluations: hit.evaluations },
    relaxations: last.relaxations,
    evaluations: last.evaluations,
    lowestOverTruth: Math.min(...last.curve.flatMap(({ lowestEnthalpyPerAtom }) => lowestEnthalpyPerAtom ?? [])) - truthPerAtom,
    seconds: (performance.now() - started) / 1000,
  };
}

function readEarlier(file: string, options: Report['options']): readonly SearchRun[] {
  if (!existsSync(file)) return [];
  const earlier = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (JSON.stringify(earlier.options) !== JSON.stringify(options)) throw new Error(`${file} holds a run with other options; name another --out`);
  return earlier.runs;
}

/** Crystals by number: a set must not enter the repository. */
const withoutNames = (runs: readonly SearchRun[], cases: readonly SearchCase[]): object => ({
  cases: cases.map(({ nsites, spaceGroup }) => ({ nsites, spaceGroup })),
  runs: runs.map(({ id, formula: _formula, ...rest }) => ({ case: cases.findIndex((one) => one.id === id) + 1, ...rest })),
});

/** Runs made elsewhere, by `peer.py` or by another process, one JSON object a line. */
const readRuns = (file: string): SearchRun[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as SearchRun);
