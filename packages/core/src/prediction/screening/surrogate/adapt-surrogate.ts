/**
 * The last layer of the surrogate, adapted to one composition by Bayesian ridge regression.
 *
 * What the pre-trained energy misses, y = label − prior, is linear in the features x: y = b + w·x + ε with w ~ N(0, 1/α), b free, and ε of variance
 * (1 + (Δ/s)²)/β, since energies Δ far above the lowest one matter little and are predicted badly. α and β maximize the evidence (D. J. C. MacKay,
 * Neural Computation 4, 415 (1992)), held near their values in the training by a few imagined observations, so that few labels suffice.
 */
import type { AdaptationStart, SurrogateFeatures } from './surrogate-model.js';
import { symmetricEigen } from './symmetric-eigen.js';

/** s, eV/atom: this far above the lowest label the variance has doubled; as in the training. */
const DOUBLED_VARIANCE_ABOVE = 0.5;
/** Labels are cut so far above the lowest, eV/atom; as in the training. */
const MOST_ABOVE_LOWEST = 4;
/** Observations that the starting point is worth, of coefficients and of labels each. */
const IMAGINED = 5;
const MOST_ITERATIONS = 200;
const CONVERGED = 1e-6;

/** The surrogate of one composition: a distribution of last layers. */
export interface SurrogatePosterior {
  /** Lowest label, eV/atom. */
  readonly lowest: number;
  /** Weighted means over the sample: of the features (width), and of what the prior misses, eV/atom. */
  readonly featureMeans: Float64Array;
  readonly shift: number;
  /** (width), mean of w. */
  readonly coefficients: Float64Array;
  /** (width × width), rows: principal axes of the covariance of w, each scaled by the standard deviation along it. */
  readonly axes: Float64Array;
  /** α and 1/β. */
  readonly precision: number;
  readonly noise: number;
  /** Labels it was fitted on. */
  readonly labels: number;
}

export interface EnergyPredictions {
  /** (nStructures), eV/atom. */
  readonly means: Float64Array;
  /** (nStructures), standard deviations, eV/atom. */
  readonly deviations: Float64Array;
}

/**
 * @param sample what the surrogate says of the labeled structures
 * @param labels energies by the potential, eV/atom, one a structure of the sample and at least one
 */
export function adaptSurrogate(sample: SurrogateFeatures, labels: ArrayLike<number>, start: AdaptationStart): SurrogatePosterior {
  const n = labels.length;
  const width = sample.features.length / n;
  const lowest = Array.from(labels).reduce((least, label) => Math.min(least, label));
  const above = Float64Array.from(labels, (label) => Math.min(label - lowest, MOST_ABOVE_LOWEST));
  const weights = above.map((delta) => 1 / varianceGrowth(delta));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const missed = above.map((delta, i) => lowest + delta - sample.priors[i]!);
  const shift = missed.reduce((sum, y, i) => sum + weights[i]! * y, 0) / total;
  const featureMeans = new Float64Array(width);
  for (let i = 0; i < n; i++) for (let k = 0; k < width; k++) featureMeans[k]! += (weights[i]! / total) * sample.features[i * width + k]!;

  const centered = sample.features.map((x, at) => x - featureMeans[at % width]!);
  const { values, vectors } = symmetricEigen(secondMoments(centered, weights, width), width);
  // on the eigenvectors, where all coefficients are independent
  const moments = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    for (let i = 0; i < n; i++) moments[k]! += weights[i]! * (missed[i]! - shift) * dot(vectors, k * width, centered, i * width, width);
  }
  const squares = missed.reduce((sum, y, i) => sum + weights[i]! * (y - shift) ** 2, 0);
  const { precision, noise } = maximizeEvidence({ values, moments, squares, observations: n - 1 }, start);

  const deviations = values.map((value) => 1 / Math.sqrt(Math.max(value, 0) / noise + precision));
  const coefficients = new Float64Array(width);
  const axes = new Float64Array(width * width);
  for (let k = 0; k < width; k++) {
    const along = (moments[k]! / noise) * deviations[k]! ** 2;
    for (let j = 0; j < width; j++) {
      coefficients[j]! += along * vectors[k * width + j]!;
      axes[k * width + j] = deviations[k]! * vectors[k * width + j]!;
    }
  }
  return { lowest, featureMeans, shift, coefficients, axes, precision, noise, labels: n };
}

/** Energies with their standard deviations: of the last layer, of its constant, and of what no last layer explains. */
export function predictEnergies(posterior: SurrogatePosterior, { priors, features }: SurrogateFeatures): EnergyPredictions {
  const { lowest, featureMeans, shift, coefficients, axes, noise, labels } = posterior;
  const width = coefficients.length;
  const means = new Float64Array(priors.length);
  const deviations = new Float64Array(priors.length);
  const centered = new Float64Array(width);
  for (let i = 0; i < priors.length; i++) {
    for (let k = 0; k < width; k++) centered[k] = features[i * width + k]! - featureMeans[k]!;
    means[i] = priors[i]! + shift + dot(coefficients, 0, centered, 0, width);
    let variance = noise * (varianceGrowth(Math.max(0, means[i]! - lowest)) + 1 / labels);
    for (let k = 0; k < width; k++) variance += dot(axes, k * width, centered, 0, width) ** 2;
    deviations[i] = Math.sqrt(variance);
  }
  return { means, deviations };
}

const varianceGrowth = (above: number): number => 1 + (above / DOUBLED_VARIANCE_ABOVE) ** 2;

interface Evidence {
  /** Eigenvalues of Σ weight x xᵀ, and Σ weight y x on the eigenvectors. */
  readonly values: Float64Array;
  readonly moments: Float64Array;
  /** Σ weight y². */
  readonly squares: number;
  readonly observations: number;
}

/** MacKay's fixed point: well-determined coefficients γ share the observations with the noise. */
function maximizeEvidence({ values, moments, squares, observations }: Evidence, start: AdaptationStart): AdaptationStart {
  let { precision, noise } = start;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    let determined = 0;
    let norm = 0;
    let explained = 0;
    values.forEach((value, k) => {
      const curvature = Math.max(value, 0) / noise + precision;
      const coefficient = moments[k]! / noise / curvature;
      determined += Math.max(value, 0) / noise / curvature;
      norm += coefficient * coefficient;
      explained += 2 * coefficient * moments[k]! - coefficient * coefficient * Math.max(value, 0);
    });
    const nextPrecision = (determined + IMAGINED) / (norm + IMAGINED / start.precision);
    const nextNoise = (Math.max(0, squares - explained) + IMAGINED * start.noise) / (Math.max(0, observations - determined) + IMAGINED);
    const change = Math.abs(Math.log(nextPrecision / precision)) + Math.abs(Math.log(nextNoise / noise));
    [precision, noise] = [nextPrecision, nextNoise];
    if (change < CONVERGED) break;
  }
  return { precision, noise };
}

/** (width × width), Σ_i weight_i x_i x_iᵀ. */
function secondMoments(rows: Float64Array, weights: Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width * width);
  weights.forEach((weight, i) => {
    for (let k = 0; k < width; k++) {
      const scaled = weight * rows[i * width + k]!;
      for (let j = 0; j < width; j++) sums[k * width + j]! += scaled * rows[i * width + j]!;
    }
  });
  return sums;
}

function dot(a: Float64Array, atA: number, b: Float64Array, atB: number, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k++) sum += a[atA + k]! * b[atB + k]!;
  return sum;
}
