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
import { withoutLearnedSymmetry } from './unlearned-symmetry.js';

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
    /** Cells of exactly the known crystal's number of atoms, as the peer searches them; else of at most so many. */
    readonly exactCells: boolean;
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
      'exact-cells': { type: 'boolean', default: false },
      only: { type: 'string' },
      'uniform-groups': { type: 'boolean', default: false },
      runs: { type: 'string', multiple: true, default: [] },
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
    exactCells: values['exact-cells'],
  };
  const cases: SearchCase[] = [];
  for (const crystal of readBenchmarkSet(values.set)) {
    const n = crystal.structure.atomicNumbers.length;
    if (cases.length === options.cases) break;
    if (n < options.fewestAtoms || n > options.mostAtoms) continue;
    const found = await searchCase(crystal, model);
    if (found !== null) cases.push(found);
  }
  const runs: SearchRun[] = [...readEarlier(out, options), ...values.runs.flatMap((file) => readRuns(file, options))];
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
  const places = values.only?.split(',').map(Number) ?? cases.map((_, k) => k + 1);
  for (const seed of values.seeds.split(',').filter((word) => word !== ''))
    for (const one of cases.filter((_, k) => places.includes(k + 1)))
      for (const method of values.methods.split(',') as SearchMethod[]) {
        const label = values['uniform-groups'] ? `${method}, uniform groups` : method;
        if (runs.some((earlier) => earlier.id === one.id && earlier.method === label && earlier.seed === seed)) continue;
        const finished = { ...(await searchOnce(one, method, seed, options, values['uniform-groups'])), method: label };
        runs.push(finished);
        write();
        const { formula, hit, relaxations, seconds } = finished;
        process.stderr.write(
          `${formula} ${label} ${seed}: ${hit === null ? `not in ${relaxations}` : `after ${hit.relaxations} (${hit.evaluations} evaluations)`}, ${seconds.toFixed(0)} s\n`,
        );
      }
  write();
  writeFileSync(out.replace(/\.json$/, '.svg'), drawCurves(runs, 'evaluations'));
  writeFileSync(out.replace(/\.json$/, '.relaxations.svg'), drawCurves(runs, 'relaxations'));
  writeFileSync(out.replace(/\.json$/, '.summary.json'), `${JSON.stringify(withoutNames(options, runs, cases))}\n`);
  process.stdout.write(`${summarizeRuns(runs, options.budget)}\n`);
}

/** One search, ended where it finds what is looked for: what it would do afterwards is not asked. @param uniformGroups let nothing be known of likely space groups */
async function searchOnce(
  one: SearchCase,
  method: SearchMethod,
  seed: string,
  { budget, exactCells }: Report['options'],
  uniformGroups: boolean,
): Promise<SearchRun> {
  const { id, formula, nsites, composition, truthPerAtom, loaded } = one;
  const constraints = { ...DEFAULT_CONSTRAINTS, minAtoms: exactCells ? nsites : 1, maxAtoms: nsites };
  const request = { method, elements: composition.atomicNumbers, composition, seed, budget, lag: LAG, constraints, seeds: [] };
  const knowledge = uniformGroups ? withoutLearnedSymmetry(loaded.knowledge) : loaded.knowledge;
  const started = performance.now();
  const abort = new AbortController();
  const isHit = ({ lowestEnthalpyPerAtom }: CurvePoint): boolean =>
    lowestEnthalpyPerAtom !== null && lowestEnthalpyPerAtom <= truthPerAtom + HIT_WITHIN;
  let last: SearchState = await beginSearch(request, knowledge);
  const onAdvance = (state: SearchState): void => {
    last = state;
    if (state.curve.some(isHit)) abort.abort();
  };
  await runSearch(last, knowledge, relaxTaskWith(loaded.energyModel), { signal: abort.signal, onAdvance });
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
const withoutNames = (options: Report['options'], runs: readonly SearchRun[], cases: readonly SearchCase[]): object => ({
  options,
  model: cases[0]?.loaded.energyModel.id,
  cases: cases.map(({ nsites, spaceGroup }) => ({ nsites, spaceGroup })),
  runs: runs.map(({ id, formula: _formula, ...rest }) => ({ case: cases.findIndex((one) => one.id === id) + 1, ...rest })),
});

/** Runs made elsewhere: the report of another process with the same options, or one JSON object a line, as `peer.py` writes them. */
const readRuns = (file: string, options: Report['options']): readonly SearchRun[] =>
  file.endsWith('.json')
    ? readEarlier(file, options)
    : readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as SearchRun);
