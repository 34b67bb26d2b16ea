import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import { predictStructures } from '@kessho/core/prediction/predict-structures';
import { BUDGETS, type Budget, type Funnel, type PredictionRequest, type PredictionStages } from '@kessho/core/prediction/stage-types';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { poolStages } from '@kessho/models/runtime/pooled-stages';
import { installedModel } from '../installed-model.js';
import { median, wilsonInterval } from '../statistics.js';
import { ABLATION_OPTIONS, labelsOf, loadAblatedStages, readAblation, type Ablation } from './ablation.js';
import { readBenchmarkSet, type BenchmarkCrystal } from './benchmark-crystal.js';
import { findRank, locateLoss, type Loss, type Observation } from './locate-loss.js';

/** Of the comparison of space groups with Materials Project labels, which were made with it, Å. */
const LABEL_SYMPREC = 0.1;

interface CrystalOutcome {
  readonly id: string;
  readonly formula: string;
  readonly nsites: number;
  readonly spaceGroup: number;
  /** Of the first match; null where none is ranked. */
  readonly rank: number | null;
  readonly rankByEnergy: number | null;
  readonly sameSpaceGroupAt1: boolean;
  /** Energy of the match less that of the first by energy, eV/atom. */
  readonly energyOverLowest: number | null;
  readonly loss: Loss | null;
  /** Of the match: what made its candidate. */
  readonly generator: string | null;
  /** Is the crystal's prototype among the templates that were tried? */
  readonly prototypeTried: boolean | null;
  /** As planned: probability that the crystal's prototype is unknown. */
  readonly unknownShare: number | null;
  readonly seconds: number;
  readonly funnel: Funnel | null;
  /** What an order model is fitted on: every ranked structure with its features, probability and whether it is the truth. */
  readonly ranked: readonly {
    readonly enthalpyPerAtom: number;
    readonly likelihood: number;
    readonly spaceGroup: number;
    readonly generator: string;
    readonly nsites: number;
    readonly features: readonly number[];
    readonly probability: number;
    readonly matches: boolean;
  }[];
}

interface Report {
  readonly options: { readonly set: string; readonly budget: Budget; readonly seed: string; readonly workers: number; readonly judge?: string } & Ablation;
  /** Predictions that shared the workers: seconds are upper bounds where there were several. */
  readonly atOnce: number;
  readonly models: unknown;
  readonly summary: ReturnType<typeof summarize>;
  readonly crystals: readonly CrystalOutcome[];
}

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      set: { type: 'string' },
      limit: { type: 'string' },
      budget: { type: 'string', default: 'standard' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      workers: { type: 'string', default: String(availableParallelism()) },
      'at-once': { type: 'string', default: '1' },
      judge: { type: 'string' },
      ...ABLATION_OPTIONS,
    },
  });
  if (values.set === undefined || values.out === undefined) throw new Error('csp needs --set FILE.jsonl.gz and --out FILE.json');
  const budget = BUDGETS.find((name) => name === values.budget);
  if (budget === undefined) throw new Error(`--budget is one of ${BUDGETS.join(', ')}`);
  const options = {
    set: values.set.split('/').at(-1) as string,
    budget,
    seed: values.seed,
    workers: Number(values.workers),
    ...(values.judge === undefined ? {} : { judge: values.judge }),
    ...readAblation(values),
  };
  const crystals = readBenchmarkSet(values.set).slice(0, values.limit === undefined ? undefined : Number(values.limit));

  const loading = { threads: 1, surrogate: options.surrogate, judge: options.judge === undefined ? null : installedModel(options.judge).directory };
  const atOnce = Number(values['at-once']);
  const local = await loadAblatedStages(options, loading);
  const done = new Map(readEarlier(values.out, options).map((outcome) => [outcome.id, outcome]));
  const pool = poolStages(local, options.workers, loading);
  try {
    const { out } = values;
    const waiting = crystals.filter(({ id }) => !done.has(id)).values();
    const lane = async (): Promise<void> => {
      for (const crystal of waiting) {
        const outcome = await predictCrystal(crystal, pool.stages, options);
        done.set(crystal.id, outcome);
        const outcomes = crystals.flatMap(({ id }) => done.get(id) ?? []);
        writeReport(out, { options, atOnce, models: local.models, summary: summarize(outcomes), crystals: outcomes });
        process.stderr.write(`${outcomes.length}/${crystals.length} ${crystal.formula}: ${outcome.rank === null ? outcome.loss : `rank ${outcome.rank}`}, ${outcome.seconds.toFixed(0)} s\n`);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, lane));
  } finally {
    pool.close();
  }
  process.stdout.write(`${JSON.stringify(summarize(crystals.flatMap(({ id }) => done.get(id) ?? [])), null, 2)}\n`);
}

async function predictCrystal(crystal: BenchmarkCrystal, stages: PredictionStages, { budget, seed, workers, holdoutPrototype }: Report['options']): Promise<CrystalOutcome> {
  const request: PredictionRequest = {
    composition: reduceComposition(parseFormula(crystal.formula)),
    seed,
    budget,
    maxAtoms: 60,
    spaceGroups: null,
    pressureGPa: 0,
    holdout: true,
    excludedPrototypes: holdoutPrototype ? labelsOf(crystal.structure) : [],
  };
  const truth = prepareForMatching(crystal.structure);
  const seen: { -readonly [K in keyof Observation]: Observation[K] } = { screened: [], selected: [], relaxed: [], ranked: [] };
  const started = performance.now();
  const common = { id: crystal.id, formula: crystal.formula, nsites: crystal.structure.atomicNumbers.length, spaceGroup: crystal.spaceGroup };
  try {
    const { plan, structures, funnel } = await predictStructures(request, stages, {
      signal: null,
      onEvent: () => undefined,
      concurrency: workers,
      observer: {
        onScreened: (screened, selected) => Object.assign(seen, { screened, selected }),
        onRelaxed: (relaxed) => void (seen.relaxed = relaxed),
      },
    });
    const seconds = (performance.now() - started) / 1000;
    seen.ranked = structures;
    const rank = findRank(truth, structures);
    const match = structures.find((structure) => structure.rank === rank);
    const lowest = Math.min(...structures.map(({ relaxation }) => relaxation.enthalpyPerAtom));
    const [first] = structures;
    return {
      ...common,
      rank,
      rankByEnergy: match?.energyRank ?? null,
      sameSpaceGroupAt1: first !== undefined && findSymmetry(first.relaxation.structure, LABEL_SYMPREC).spaceGroup.number === crystal.spaceGroup,
      energyOverLowest: match ? match.relaxation.enthalpyPerAtom - lowest : null,
      loss: rank !== null && rank <= 10 ? null : locateLoss(truth, seen),
      generator: match?.origin.generator ?? null,
      prototypeTried: plan.templates.some(({ prototype }) => labelsOf(crystal.structure).includes(prototype)),
      unknownShare: plan.unknownShare,
      seconds,
      funnel,
      ranked: structures.map((structure) => ({
        enthalpyPerAtom: structure.relaxation.enthalpyPerAtom,
        likelihood: structure.likelihood,
        spaceGroup: structure.spaceGroup.number,
        generator: structure.origin.generator,
        nsites: prepareForMatching(structure.relaxation.structure).atomCount,
        features: structure.orderFeatures,
        probability: structure.probability,
        matches: findRank(truth, [structure]) !== null,
      })),
    };
  } catch (error) {
    process.stderr.write(`${crystal.formula}: ${error instanceof Error ? error.message : String(error)}\n`);
    const seconds = (performance.now() - started) / 1000;
    return { ...common, rank: null, rankByEnergy: null, sameSpaceGroupAt1: false, energyOverLowest: null, loss: 'failed', generator: null, prototypeTried: null, unknownShare: null, seconds, funnel: null, ranked: [] };
  }
}

function summarize(outcomes: readonly CrystalOutcome[]) {
  const n = outcomes.length;
  const share = (isHit: (outcome: CrystalOutcome) => boolean) => {
    const hits = outcomes.filter(isHit).length;
    return { hits, of: n, share: hits / n, interval95: wilsonInterval(hits, n) };
  };
  const within = (k: number) => share(({ rank }) => rank !== null && rank <= k);
  const losses = new Map<Loss, number>();
  for (const { loss } of outcomes) if (loss !== null) losses.set(loss, (losses.get(loss) ?? 0) + 1);
  const seconds = outcomes.map((outcome) => outcome.seconds);
  return {
    'hit@1': within(1),
    'hit@5': within(5),
    'hit@10': within(10),
    'hit@1 by energy alone': share(({ rankByEnergy }) => rankByEnergy === 1),
    'same space group@1': share(({ sameSpaceGroupAt1 }) => sameSpaceGroupAt1),
    losses: Object.fromEntries(losses),
    secondsPerComposition: { median: median(seconds), mean: seconds.reduce((sum, s) => sum + s, 0) / n, longest: Math.max(...seconds) },
  };
}

function readEarlier(file: string, options: Report['options']): readonly CrystalOutcome[] {
  if (!existsSync(file)) return [];
  const earlier = JSON.parse(readFileSync(file, 'utf8')) as Report;
  if (JSON.stringify(earlier.options) !== JSON.stringify(options)) throw new Error(`${file} holds a run with other options; name another --out`);
  return earlier.crystals;
}

/** Written beside and renamed, so that a kill leaves the last complete report. */
function writeReport(file: string, report: Report): void {
  writeFileSync(`${file}.part`, `${JSON.stringify(report)}\n`);
  renameSync(`${file}.part`, file);
}
