import { describe, expect, it } from 'vitest';
import { choleskyFactor } from './cholesky.js';
import type { HessianMetric } from './lbfgs.js';
import { initLbfgs, LBFGS_DEFAULTS, stepLbfgs } from './lbfgs.js';

type Landscape = (x: Float64Array) => { energy: number; forces: Float64Array };

/** ½ xᵀ H x with an ill-conditioned H. */
const CURVATURES = [200, 80, 30, 10, 3, 1];
const quadratic: Landscape = (x) => ({
  energy: x.reduce((sum, value, k) => sum + (CURVATURES[k] * value * value) / 2, 0),
  forces: x.map((value, k) => -CURVATURES[k] * value),
});
const START = Float64Array.of(0.1, -0.2, 0.3, 0.4, -0.5, 0.6);

function descend(landscape: Landscape, start: Float64Array, metric: HessianMetric | null, steps: number) {
  let state = initLbfgs();
  let coordinates = start;
  const energies: number[] = [];
  const lengths: number[] = [];
  for (let step = 0; step < steps; step++) {
    const point = { coordinates, ...landscape(coordinates) };
    energies.push(point.energy);
    if (Math.max(...point.forces.map(Math.abs)) < 1e-6) break;
    const before = state.base?.coordinates ?? coordinates;
    ({ state, coordinates } = stepLbfgs(state, point, metric));
    lengths.push(Math.hypot(...coordinates.subarray(0, 3).map((x, k) => x - (state.base?.coordinates ?? before)[k])));
  }
  return { coordinates, energies, lengths };
}

describe('stepLbfgs', () => {
  it('finds the bottom of a quadratic in about as many steps as dimensions, and at once with its true Hessian', () => {
    const { energies } = descend(quadratic, START, null, 40);
    expect(energies.length).toBeLessThan(20);
    expect(energies.at(-1)).toBeLessThan(1e-10);
    const hessian = Float64Array.from({ length: 36 }, (_, k) => (k % 7 === 0 ? CURVATURES[k / 7] : 0));
    const exact = descend(quadratic, START.map((x) => x / 10), { size: 6, factor: choleskyFactor(hessian, 6) }, 10);
    expect(exact.energies.length).toBe(2);
  });

  it('comes down a steep wall beyond which the curvature is negative, never moving farther than allowed', () => {
    const morse: Landscape = (x) => {
      const [e, slope] = [Math.exp(-3 * x[0]), -3 * Math.exp(-3 * x[0])];
      return { energy: e * e - 2 * e + x[1] ** 2 + x[2] ** 2, forces: Float64Array.of(-2 * e * slope + 2 * slope, -2 * x[1], -2 * x[2]) };
    };
    for (const start of [-0.8, 1.1]) {
      const { coordinates, energies, lengths } = descend(morse, Float64Array.of(start, 0.3, -0.2), null, 60);
      expect(energies.at(-1)).toBeCloseTo(-1, 9);
      expect(Math.abs(coordinates[0])).toBeLessThan(1e-5);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(LBFGS_DEFAULTS.maxStep + 1e-12);
    }
  });

  it('takes a step that raises the energy back', () => {
    const state = initLbfgs();
    const start = { coordinates: Float64Array.of(0.1, 0, 0), energy: 0.5, forces: Float64Array.of(-10, 0, 0) };
    const first = stepLbfgs(state, start, null);
    const beyond = { coordinates: first.coordinates, energy: 0.9, forces: Float64Array.of(14, 0, 0) };
    const second = stepLbfgs(first.state, beyond, null);
    expect(second.state.base).toBe(start);
    expect(second.coordinates[0]).toBeGreaterThan(first.coordinates[0]);
    expect(second.coordinates[0]).toBeLessThan(start.coordinates[0]);
  });
});
