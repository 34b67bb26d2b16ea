import type { Rng } from '../../numerics/rng.js';
import type { SurrogatePosterior } from '../../prediction/screening/surrogate/adapt-surrogate.js';
import type { SurrogateFeatures } from '../../prediction/screening/surrogate/surrogate-model.js';

/**
 * Energies by one last layer drawn from the posterior, (nStructures), eV/atom: choosing the lowest tries each crystal as often as it may be the best
 * (Thompson 1933, doi:10.1093/biomet/25.3-4.285). Noise is no part of it.
 */
export function thompsonSample(
  { featureMeans, shift, coefficients, axes }: SurrogatePosterior,
  { priors, features }: SurrogateFeatures,
  rng: Rng,
): Float64Array {
  const width = coefficients.length;
  const drawn = coefficients.slice();
  for (let k = 0; k < width; k++) {
    const along = rng.normal();
    for (let j = 0; j < width; j++) drawn[j] += along * axes[k * width + j];
  }
  return priors.map((prior, i) => drawn.reduce((sum, w, j) => sum + w * (features[i * width + j] - featureMeans[j]), prior + shift));
}
