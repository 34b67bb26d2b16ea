import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { likeliestAssignments } from '@kessho/core/symmetry/likeliest-assignments';
import { letterWeightsOf, type LetterWeightModel } from '@kessho/core/prediction/symmetry-proposal/letter-weight-model';
import { rankAssignments } from '@kessho/core/prediction/symmetry-proposal/rank-assignments';
import { rankTemplates } from '@kessho/core/prediction/symmetry-proposal/rank-templates';
import { shareSymmetry } from '@kessho/core/prediction/symmetry-proposal/share-symmetry';
import { symmetryFeatures } from '@kessho/core/prediction/symmetry-proposal/symmetry-features';
import type { ProposalModels } from '@kessho/core/prediction/symmetry-proposal/plan-prediction';
import { loadPrototypeLibrary } from '@kessho/models/prototypes/load-prototype-library';
import { loadVolumeModel } from '@kessho/models/prototypes/load-volume-model';
import { createOnnxSymmetryModel } from '@kessho/models/runtime/create-onnx-symmetry-model';
import { loadSymmetryEngineFromPackage } from '@kessho/models/runtime/load-symmetry-engine';
import { loadLetterWeights } from '@kessho/models/symmetry/load-letter-weights';
import { loadNovelty } from '@kessho/models/symmetry/load-novelty';
import { loadPrototypeLikelihood } from '@kessho/models/symmetry/load-prototype-likelihood';
import { readBenchmarkSet } from '../csp/benchmark-crystal.js';
import { median, wilsonInterval } from '../statistics.js';
import { truthOf, type SymmetryTruth } from './truth.js';

/** Places from 0; Infinity where the truth is not among the proposals. */
interface Answer {
  readonly group: number;
  readonly groupProbability: number;
  readonly firstProbability: number;
  readonly groupByVotes: number;
  readonly probabilityByVotes: number;
  readonly pair: number;
  readonly assignment: number;
  readonly assignmentByWeights: number;
  readonly volumeError: number;
  readonly prototypeNowhereElse: boolean;
}

const PLACES = [1, 3, 5, 10, 20, 30];
const ASSIGNMENT_PLACES = [1, 5, 20];
const BINS = 10;
const UNLIMITED = { maxAtoms: 1000, spaceGroups: null };

export async function run(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { set: { type: 'string' }, out: { type: 'string' } } });
  if (values.set === undefined) throw new Error('name a benchmark file: --set FILE.jsonl.gz');
  loadSymmetryEngineFromPackage();
  const models: ProposalModels = {
    prototypes: loadPrototypeLibrary().library,
    likelihood: loadPrototypeLikelihood(),
    novelty: loadNovelty(),
    symmetry: createOnnxSymmetryModel(),
    letterWeights: loadLetterWeights(),
    volumes: loadVolumeModel(),
  };
  const answers: Answer[] = [];
  for (const crystal of readBenchmarkSet(values.set)) answers.push(await ask(truthOf(crystal), models));
  const report = {
    date: new Date().toISOString(),
    command: `npm run benchmark -- space-group ${argv.join(' ')}`,
    models: [models.likelihood.id, models.symmetry.id, models.letterWeights.id],
    all: summarize(answers),
    prototypeNowhereElse: summarize(answers.filter(({ prototypeNowhereElse }) => prototypeNowhereElse)),
  };
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(report, null, 1)}\n`);
  process.stdout.write(`${JSON.stringify(report, null, 1)}\n`);
}

async function ask(truth: SymmetryTruth, { prototypes, likelihood, novelty, symmetry, letterWeights, volumes }: ProposalModels): Promise<Answer> {
  const { composition, spaceGroup, formulaUnits } = truth;
  const ranking = rankTemplates(composition, prototypes, { likelihood, novelty }, { ...UNLIMITED, holdout: true, count: 0 });
  const { features, expectedLogVolume } = symmetryFeatures(composition, ranking.crystals, symmetry.classes, volumes);
  const { probabilities, volumeCorrection } = await symmetry.predict(features);
  const shares = shareSymmetry({ composition, ...UNLIMITED }, symmetry.classes, probabilities);
  const groups = [...shares.spaceGroups].sort(([, p], [, q]) => q - p);
  const byVotes = [...shareSymmetry({ composition, ...UNLIMITED }, symmetry.classes, features.votes).spaceGroups]
    .filter(([, p]) => p > 0)
    .sort(([, p], [, q]) => q - p);
  const votes = ranking.votes.filter(({ prototype }) => prototype.spaceGroup === spaceGroup && prototype.formulaUnits === formulaUnits);
  const pair = {
    spaceGroup,
    formulaUnits,
    probability: shares.pairs.find((known) => known.spaceGroup === spaceGroup && known.formulaUnits === formulaUnits)?.probability ?? 1e-6,
  };
  const proposed = rankAssignments(composition, spaceGroup, { votes, unknownShare: ranking.unknownShare, pairs: [pair], letterWeights, limit: 20 });
  return {
    group: placeOf(groups, ([number]) => number === spaceGroup),
    groupProbability: shares.spaceGroups.get(spaceGroup) ?? 0,
    firstProbability: groups[0]?.[1] ?? 0,
    groupByVotes: placeOf(byVotes, ([number]) => number === spaceGroup),
    probabilityByVotes: byVotes.find(([number]) => number === spaceGroup)?.[1] ?? 0,
    pair: placeOf(shares.pairs, (known) => known.spaceGroup === spaceGroup && known.formulaUnits === formulaUnits),
    assignment: placeOf(proposed, ({ letters }) => isTrue(letters, truth)),
    assignmentByWeights: placeOf(byWeights(truth, letterWeights), ({ letters }) => isTrue(letters, truth)),
    volumeError: Math.abs(Math.exp(expectedLogVolume + volumeCorrection) / truth.volumePerAtom - 1),
    prototypeNowhereElse: !ranking.crystals.some(({ entry }) => entry.prototype.label === truth.prototype),
  };
}

function byWeights({ composition, spaceGroup, formulaUnits }: SymmetryTruth, model: LetterWeightModel): ReturnType<typeof likeliestAssignments> {
  const cell = { atomicNumbers: composition.atomicNumbers, counts: composition.counts.map((n) => n * formulaUnits) };
  return likeliestAssignments(spaceGroup, cell, letterWeightsOf(model, spaceGroup, cell), 20);
}

const isTrue = (letters: SymmetryTruth['letters'], truth: SymmetryTruth): boolean => letters.join(' ') === truth.letters.join(' ');

function placeOf<T>(items: readonly T[], isWanted: (item: T) => boolean): number {
  const at = items.findIndex(isWanted);
  return at === -1 ? Infinity : at;
}

function summarize(answers: readonly Answer[]): object {
  const among = (placed: (answer: Answer) => number, places: readonly number[]): object =>
    Object.fromEntries(places.map((k) => [`top${k}`, share(answers, (answer) => placed(answer) < k)]));
  const volumeErrors = answers.map(({ volumeError }) => volumeError);
  const bins = calibration(answers);
  return {
    crystals: answers.length,
    spaceGroup: {
      ...among(({ group }) => group, PLACES),
      top1Interval: wilsonInterval(answers.filter(({ group }) => group === 0).length, answers.length).map(rounded),
      logLoss: rounded(mean(answers.map(({ groupProbability }) => -Math.log(groupProbability + 1e-9)))),
      calibration: bins,
      calibrationError: rounded(
        bins.reduce((sum, { crystals, probability, right }) => sum + crystals * Math.abs(probability - right), 0) / answers.length,
      ),
    },
    spaceGroupByVotesAlone: {
      ...among(({ groupByVotes }) => groupByVotes, PLACES),
      logLoss: rounded(mean(answers.map(({ probabilityByVotes }) => -Math.log(probabilityByVotes + 1e-9)))),
    },
    withFormulaUnits: among(({ pair }) => pair, PLACES),
    assignment: among(({ assignment }) => assignment, ASSIGNMENT_PLACES),
    assignmentByWeightsAlone: among(({ assignmentByWeights }) => assignmentByWeights, ASSIGNMENT_PLACES),
    volume: {
      meanError: rounded(mean(volumeErrors)),
      medianError: rounded(median(volumeErrors)),
      within10Percent: share(answers, ({ volumeError }) => volumeError < 0.1),
    },
  };
}

/** Crystals by rising probability of the first guess, in bins of equal size. */
function calibration(answers: readonly Answer[]): { crystals: number; probability: number; right: number }[] {
  const sorted = [...answers].sort((a, b) => a.firstProbability - b.firstProbability);
  const size = Math.max(1, Math.ceil(sorted.length / BINS));
  return Array.from({ length: Math.ceil(sorted.length / size) }, (_, bin) => sorted.slice(bin * size, (bin + 1) * size)).map((part) => ({
    crystals: part.length,
    probability: rounded(mean(part.map(({ firstProbability }) => firstProbability))),
    right: share(part, ({ group }) => group === 0),
  }));
}

const share = <T>(items: readonly T[], is: (item: T) => boolean): number => rounded(items.filter(is).length / items.length);
const mean = (values: readonly number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const rounded = (x: number): number => Number(x.toFixed(4));
