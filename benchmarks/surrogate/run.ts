import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import type { Structure } from '@kessho/core/crystal/structure';
import { packStructures, unpackStructures } from '@kessho/core/crystal/structure-batch';
import type { EnergyModel } from '@kessho/core/energy/energy-model';
import { forkRng } from '@kessho/core/numerics/rng';
import { screenBySurrogate } from '@kessho/core/prediction/screening/surrogate/screen-by-surrogate';
import type { SurrogateModel } from '@kessho/core/prediction/screening/surrogate/surrogate-model';
import type { Candidate } from '@kessho/core/prediction/stage-types';
import { createOnnxEnergyModel } from '@kessho/models/runtime/create-onnx-energy-model';
import { DEFAULT_ENERGY_MODEL } from '@kessho/models/runtime/default-models';
import { loadPredictionStages } from '@kessho/models/runtime/load-prediction-stages';
import { modelDirectory } from '@kessho/models/runtime/model-directory';
import { loadSurrogate } from '@kessho/models/surrogate/load-surrogate';
import { generateCandidates } from './generate-candidates.js';
import { mean, measure, type Foreseen, type Measures } from './measures.js';

/** From benchmarks/dist/surrogate. */
const HELD_OUT = fileURLToPath(new URL('../../../training/held-out-formulas.txt', import.meta.url));
const MOST_ATOMS_OF_A_FORMULA_UNIT = 20;
const LABELS = [50, 100, 200] as const;
const POTENTIAL_BATCH = 32;
const SURROGATE_BATCH = 256;
const CONTROL = { signal: null, onProgress: null };

interface CompositionReport {
  readonly formula: string;
  readonly candidates: number;
  readonly random: number;
  readonly atoms: number;
  /** Processor time a candidate, ms. */
  readonly surrogateMs: number;
  readonly potentialMs: number;
  readonly arms: Readonly<Record<string, Measures>>;
}

/** `npm run benchmark -- surrogate`; see task.md. */
export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      compositions: { type: 'string', default: '20' },
      candidates: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const potential = await createOnnxEnergyModel(modelDirectory('energy', DEFAULT_ENERGY_MODEL.name, DEFAULT_ENERGY_MODEL.version));
  const surrogate = await loadSurrogate();
  const stages = await loadPredictionStages({ threads: 1 });
  const reports: CompositionReport[] = [];
  for (const formula of chooseFormulas(potential, Number(values.compositions))) {
    const composition = reduceComposition(parseFormula(formula));
    const candidates = await generateCandidates(composition, Number(values.candidates), `${values.seed} ${formula}`, stages);
    reports.push(await compare(formula, candidates, potential, surrogate, values.seed));
    process.stderr.write(`${reports.length} ${formula}: ${candidates.length} candidates, ${JSON.stringify(reports.at(-1)?.arms['screen 200'])}\n`);
  }
  const report = {
    command: `npm run benchmark -- surrogate ${argv.filter((_, k) => argv[k] !== '--out' && argv[k - 1] !== '--out').join(' ')}`.trimEnd(),
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model ?? 'unknown processor'}, one core of ${cpus().length}; Node ${process.versions.node}`,
    loadAverage: round(loadavg()[0] ?? 0),
    models: [surrogate.id, potential.id],
    summary: summarize(reports),
    compositions: reports,
  };
  process.stdout.write(`${JSON.stringify(report.summary, null, 2)}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 2)}\n`);
  await Promise.all([potential.dispose(), surrogate.dispose()]);
}

function chooseFormulas({ elements }: EnergyModel, count: number): string[] {
  const order = (formula: string): string => createHash('md5').update(`surrogate${formula}`).digest('hex');
  return readFileSync(HELD_OUT, 'utf8')
    .trimEnd()
    .split('\n')
    .filter((formula) => {
      const composition = reduceComposition(parseFormula(formula));
      return atomCount(composition) <= MOST_ATOMS_OF_A_FORMULA_UNIT && composition.atomicNumbers.every((z) => elements.has(z));
    })
    .sort((a, b) => (order(a) < order(b) ? -1 : 1))
    .slice(0, count);
}

async function compare(
  formula: string,
  candidates: readonly Candidate[],
  potential: EnergyModel,
  surrogate: SurrogateModel,
  seed: string,
): Promise<CompositionReport> {
  const structures = candidates.map(({ structure }) => structure);
  const true_ = await timed(async () => {
    const energies = [];
    for (let first = 0; first < structures.length; first += POTENTIAL_BATCH) {
      const part = structures.slice(first, first + POTENTIAL_BATCH);
      energies.push(...(await potential.evaluate(packStructures(part))).energies);
    }
    return Float64Array.from(energies, (energy, i) => energy / structures[i]!.atomicNumbers.length);
  });
  const said = await timed(async () => {
    const priors = [];
    for (let first = 0; first < structures.length; first += SURROGATE_BATCH)
      priors.push(...(await surrogate.featuresOf(packStructures(structures.slice(first, first + SURROGATE_BATCH)))).priors);
    return Float64Array.from(priors);
  });
  const truth = true_.result;
  const known = remembering(potential, candidates, truth);
  const isRandom = candidates.map(({ origin }) => origin.generator === 'symmetric');
  const arms: Record<string, Measures> = { 'as pre-trained': measure(withoutLabels(said.result, surrogate), truth, isRandom) };
  for (const labels of LABELS) {
    for (const [name, options] of Object.entries({ blind: { labels, rounds: 0 }, screen: { labels } })) {
      const found = await screenBySurrogate(candidates, surrogate, known, forkRng(seed, formula, labels), CONTROL, options);
      arms[`${name} ${labels}`] = measure(found, truth, isRandom);
    }
  }
  const perCandidate = (ms: number): number => round(ms / candidates.length);
  return {
    formula,
    candidates: candidates.length,
    random: isRandom.filter(Boolean).length,
    atoms: round(mean(structures.map(({ atomicNumbers }) => atomicNumbers.length))),
    surrogateMs: perCandidate(said.ms),
    potentialMs: perCandidate(true_.ms),
    arms: Object.fromEntries(Object.entries(arms).map(([name, found]) => [name, rounded(found)])),
  };
}

function withoutLabels(priors: Float64Array, { startingPoint }: SurrogateModel): Foreseen {
  const order = [...priors.keys()].sort((i, j) => priors[i]! - priors[j]! || i - j);
  return { means: priors, deviations: priors.map(() => Math.sqrt(startingPoint.noise)), order, labels: new Map() };
}

/** The potential, with all it would be asked known beforehand. */
function remembering(potential: EnergyModel, candidates: readonly Candidate[], truth: Float64Array): EnergyModel {
  const keyOf = ({ lattice, atomicNumbers, fracCoords }: Structure): string => JSON.stringify([lattice.vectors, atomicNumbers, fracCoords]);
  const energies = new Map(candidates.map(({ structure }, i) => [keyOf(structure), truth[i]! * structure.atomicNumbers.length]));
  return {
    ...potential,
    evaluate: async (batch) => ({
      energies: Float64Array.from(unpackStructures(batch), (structure) => energies.get(keyOf(structure)) ?? NaN),
      forces: new Float64Array(batch.fracCoords.length),
      stresses: new Float64Array(batch.lattices.length),
      magneticMoments: null,
    }),
  };
}

async function timed<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly ms: number }> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, ms: (user + system) / 1000 };
}

function summarize(reports: readonly CompositionReport[]) {
  const total = (of: (report: CompositionReport) => number): number => reports.reduce((sum, report) => sum + of(report), 0);
  const candidates = total((report) => report.candidates);
  const surrogateMs = total((report) => report.surrogateMs * report.candidates) / candidates;
  const names = Object.keys(reports[0]?.arms ?? {});
  return {
    compositions: reports.length,
    candidates,
    atoms: round(total(({ atoms, candidates: n }) => atoms * n) / candidates),
    surrogateMs: round(surrogateMs),
    potentialMs: round(total((report) => report.potentialMs * report.candidates) / candidates),
    processorSecondsPer100000: round(surrogateMs * 100),
    arms: Object.fromEntries(
      names.map((name) => {
        const found = reports.map(({ arms }) => arms[name] as Measures);
        const keys = Object.keys(found[0] as Measures) as (keyof Measures)[];
        const means = keys.map((key) => [key, mean(found.flatMap((measures) => measures[key] ?? []))]);
        return [name, rounded(Object.fromEntries(means) as unknown as Measures)];
      }),
    ),
  };
}

const round = (x: number): number => Number(x.toPrecision(3));
const rounded = (measures: Measures): Measures =>
  Object.fromEntries(Object.entries(measures).map(([key, x]: [string, number | null]) => [key, x === null ? null : round(x)])) as unknown as Measures;
