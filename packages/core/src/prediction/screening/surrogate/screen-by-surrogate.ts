import { packStructures } from '../../../crystal/structure-batch.js';
import type { EnergyModel } from '../../../energy/energy-model.js';
import type { Rng } from '../../../numerics/rng.js';
import { AbortedError } from '../../input-errors.js';
import type { Candidate, StageControl } from '../../stage-types.js';
import type { EnergyPredictions } from './adapt-surrogate.js';
import { adaptSurrogate, predictEnergies } from './adapt-surrogate.js';
import { sampleForAdaptation } from './sample-for-adaptation.js';
import type { SurrogateFeatures, SurrogateModel } from './surrogate-model.js';

export interface SurrogateScreeningOptions {
  /** Single points of the potential to spend. @default 200 */
  readonly labels: number;
  /** Share of them chosen blindly; the rest goes, in rounds, to what looks lowest by then. @default 0.25 */
  readonly blindShare: number;
  /** Rounds for the rest. @default 3 */
  readonly rounds: number;
  /** Standard deviations below the mean by which candidates are ordered. @default 0.5 */
  readonly optimism: number;
}

const DEFAULT_OPTIONS: SurrogateScreeningOptions = { labels: 200, blindShare: 0.25, rounds: 3, optimism: 0.5 };

/** Structures per call of the surrogate and of the potential. */
const SURROGATE_BATCH = 256;
const POTENTIAL_BATCH = 32;

export interface SurrogateScreening extends EnergyPredictions {
  /** All candidates, the most promising first: by mean − optimism × deviation, ties by index. */
  readonly order: readonly number[];
  /** Candidates with a single point of the potential, by index, with its energy, eV/atom; their deviation is 0. */
  readonly labels: ReadonlyMap<number, number>;
}

/**
 * Estimate the potential's energy of every candidate from single points of a few: features of all, labels of a sample spread over generators and kinds,
 * regression, labels of what then looks lowest, regression again.
 *
 * The candidates are of one composition and have passed the geometry tests. Costs a fraction of a millisecond a candidate, and the labels.
 * @throws {AbortedError} between two batches
 */
export async function screenBySurrogate(
  candidates: readonly Candidate[],
  surrogate: SurrogateModel,
  potential: EnergyModel,
  rng: Rng,
  control: StageControl,
  given: Partial<SurrogateScreeningOptions> = {},
): Promise<SurrogateScreening> {
  const options = { ...DEFAULT_OPTIONS, ...given };
  const said = await describe(candidates, surrogate, control);
  const labels = new Map<number, number>();
  const count = Math.min(options.labels, candidates.length);
  if (count === 0) return { means: said.priors, deviations: said.priors.map(() => Infinity), order: [], labels };
  const blind = options.rounds === 0 ? count : Math.max(1, Math.round(count * options.blindShare));
  await label(sampleForAdaptation(candidates, blind, rng), candidates, potential, labels, control);
  let found = assess(said, labels, surrogate, options.optimism);
  for (let round = 0; round < options.rounds; round++) {
    const places = Math.ceil((count - labels.size) / (options.rounds - round));
    const next = found.order.filter((i) => !labels.has(i)).slice(0, places);
    if (next.length === 0) break;
    await label(next, candidates, potential, labels, control);
    found = assess(said, labels, surrogate, options.optimism);
  }
  return found;
}

async function describe(candidates: readonly Candidate[], surrogate: SurrogateModel, control: StageControl): Promise<SurrogateFeatures> {
  const said = { priors: new Float64Array(candidates.length), features: new Float64Array(candidates.length * surrogate.width) };
  for (let first = 0; first < candidates.length; first += SURROGATE_BATCH) {
    if (control.signal?.aborted === true) throw new AbortedError();
    const part = candidates.slice(first, first + SURROGATE_BATCH);
    const { priors, features } = await surrogate.featuresOf(packStructures(part.map(({ structure }) => structure)));
    said.priors.set(priors, first);
    said.features.set(features, first * surrogate.width);
    control.onProgress?.(first + part.length, candidates.length);
  }
  return said;
}

async function label(
  indices: readonly number[],
  candidates: readonly Candidate[],
  potential: EnergyModel,
  labels: Map<number, number>,
  control: StageControl,
): Promise<void> {
  for (let first = 0; first < indices.length; first += POTENTIAL_BATCH) {
    if (control.signal?.aborted === true) throw new AbortedError();
    const part = indices.slice(first, first + POTENTIAL_BATCH);
    const structures = part.map((i) => (candidates[i] as Candidate).structure);
    const { energies } = await potential.evaluate(packStructures(structures));
    part.forEach((i, k) => labels.set(i, energies[k]! / (structures[k]?.atomicNumbers.length ?? 1)));
  }
}

/** Regression on the labels so far, and all candidates in its light. */
function assess(
  said: SurrogateFeatures,
  labels: ReadonlyMap<number, number>,
  { width, startingPoint }: SurrogateModel,
  optimism: number,
): SurrogateScreening {
  const labeled = [...labels.keys()];
  const sample: SurrogateFeatures = {
    priors: Float64Array.from(labeled, (i) => said.priors[i]!),
    features: Float64Array.from(labeled.flatMap((i) => Array.from(said.features.subarray(i * width, (i + 1) * width)))),
  };
  const { means, deviations } = predictEnergies(adaptSurrogate(sample, [...labels.values()], startingPoint), said);
  for (const [i, energy] of labels) {
    means[i] = energy;
    deviations[i] = 0;
  }
  const bound = means.map((mean, i) => mean - optimism * deviations[i]!);
  const order = Array.from(bound.keys()).sort((i, j) => bound[i]! - bound[j]! || i - j);
  return { means, deviations, order, labels };
}
