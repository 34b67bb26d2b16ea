import { describe, expect, it } from 'vitest';
import { forkRng, type Rng } from '../../../numerics/rng.js';
import { adaptSurrogate, predictEnergies } from './adapt-surrogate.js';
import type { SurrogateFeatures } from './surrogate-model.js';

const WIDTH = 8;
const START = { precision: 4, noise: 0.01 };
const COEFFICIENTS = [0.3, -0.2, 0.1, 0, 0.05, 0, 0, 0.15];

/** Priors miss a shift, a linear part and noise. */
function crystals(count: number, noise: number, rng: Rng): { readonly said: SurrogateFeatures; readonly energies: Float64Array } {
  const features = Float64Array.from({ length: count * WIDTH }, () => rng.normal());
  const priors = Float64Array.from({ length: count }, () => 0.1 * rng.normal());
  const energies = priors.map(
    (prior, i) => prior - 7 + COEFFICIENTS.reduce((sum, w, k) => sum + w * features[i * WIDTH + k]!, 0) + noise * rng.normal(),
  );
  return { said: { priors, features }, energies };
}

const errorOf = (means: Float64Array, energies: Float64Array): number =>
  Math.sqrt(means.reduce((sum, mean, i) => sum + (mean - energies[i]!) ** 2, 0) / means.length);

describe('adaptSurrogate', () => {
  it('finds what the prior misses', () => {
    const { said, energies } = crystals(100, 1e-3, forkRng('train'));
    const { means } = predictEnergies(adaptSurrogate(said, energies, START), crystals(200, 1e-3, forkRng('test')).said);
    expect(errorOf(means, crystals(200, 1e-3, forkRng('test')).energies)).toBeLessThan(0.02);
  });

  it('is sure to the extent that it is right: about 68 and 95 % within one and two deviations', () => {
    let [one, two, all] = [0, 0, 0];
    for (let k = 0; k < 20; k++) {
      const { said, energies } = crystals(60, 0.1, forkRng('train', k));
      const test = crystals(200, 0.1, forkRng('test', k));
      // a narrow range of energies, so that the noise, here the same for all, is not taken to grow
      const { means, deviations } = predictEnergies(adaptSurrogate(said, energies, START), test.said);
      means.forEach((mean, i) => {
        if (mean > -7) return;
        const off = Math.abs(mean - test.energies[i]!) / deviations[i]!;
        all++;
        if (off < 1) one++;
        if (off < 2) two++;
      });
    }
    expect(one / all).toBeGreaterThan(0.6);
    expect(one / all).toBeLessThan(0.95);
    expect(two / all).toBeGreaterThan(0.9);
  });

  it('learns from more labels, and is less sure of what is unlike them', () => {
    const test = crystals(200, 0.02, forkRng('test'));
    const errors = [3, 10, 100].map((count) => {
      const { said, energies } = crystals(count, 0.02, forkRng('train'));
      return errorOf(predictEnergies(adaptSurrogate(said, energies, START), test.said).means, test.energies);
    });
    expect(errors[1]).toBeLessThan(errors[0]!);
    expect(errors[2]).toBeLessThan(errors[1]!);

    const { said, energies } = crystals(20, 0.02, forkRng('train'));
    const posterior = adaptSurrogate(said, energies, START);
    const near = predictEnergies(posterior, { priors: new Float64Array(1), features: posterior.featureMeans });
    const far = predictEnergies(posterior, { priors: new Float64Array(1), features: posterior.featureMeans.map((x) => x + 3) });
    expect(far.deviations[0]).toBeGreaterThan(2 * near.deviations[0]!);
  });

  it('takes one label for a shift', () => {
    const { said } = crystals(1, 0, forkRng('one'));
    const { means, deviations } = predictEnergies(adaptSurrogate(said, [-3], START), said);
    expect(means[0]).toBeCloseTo(-3, 12);
    expect(deviations[0]).toBeGreaterThan(0.05);
  });

  it('does not let a broken crystal bend the low energies', () => {
    const { said, energies } = crystals(50, 0.02, forkRng('train'));
    const test = crystals(200, 0.02, forkRng('test'));
    const broken = energies.map((energy, i) => (i === 7 ? 15 : energy));
    expect(errorOf(predictEnergies(adaptSurrogate(said, broken, START), test.said).means, test.energies)).toBeLessThan(0.12);
  });
});
