/**
 * Limited-memory BFGS (Nocedal (1980), doi:10.1090/S0025-5718-1980-0572855-7) with a limit on the longest displacement.
 *
 * `plain` follows ASE's LBFGS step by step: constant initial Hessian, every pair kept, no look at the energy. `guarded` is made for bad starts:
 *   - the initial Hessian may be a model of the crystal's (`metric`), rescaled by the newest pair, sᵀy / yᵀH₀y;
 *   - pairs of negative curvature are left out;
 *   - a step that raises the energy is taken back: its pair improves the curvature, and a shorter step starts from the same point again;
 *   - a direction that does not go downhill clears the memory, which leaves preconditioned steepest descent.
 */
import { choleskySolve } from './cholesky.js';

export interface LbfgsOptions {
  /** Initial Hessian where there is no metric, eV/Å². @default 70 */
  readonly curvature: number;
  /** Longest row of three of a displacement, Å. @default 0.2 */
  readonly maxStep: number;
  /** Pairs kept. @default 100 */
  readonly memory: number;
  /** @default 'guarded' */
  readonly stepControl: 'plain' | 'guarded';
  /** Rise of the energy that still counts as none, eV. @default 1e-4 */
  readonly energyNoise: number;
}

export const LBFGS_DEFAULTS: LbfgsOptions = { curvature: 70, maxStep: 0.2, memory: 100, stepControl: 'guarded', energyNoise: 1e-4 };

/** Model of the Hessian of the first `size` coordinates, by its Cholesky factor, eV/Å². */
export interface HessianMetric {
  readonly size: number;
  readonly factor: Float64Array;
}

/** What is known at one point: generalized coordinates, energy (enthalpy), eV, and forces, eV/Å. */
export interface EvaluatedPoint {
  readonly coordinates: Float64Array;
  readonly energy: number;
  readonly forces: Float64Array;
}

export interface LbfgsState {
  /** Accepted differences of coordinates and of gradients, oldest first. */
  readonly steps: readonly Float64Array[];
  readonly gradientChanges: readonly Float64Array[];
  /** The last accepted point; null before the first step. */
  readonly base: EvaluatedPoint | null;
  /** Present limit of the longest row of a displacement, Å. */
  readonly radius: number;
}

export const initLbfgs = (options: LbfgsOptions = LBFGS_DEFAULTS): LbfgsState => ({ steps: [], gradientChanges: [], base: null, radius: options.maxStep });

/** Least cosine between step and change of gradient for a pair to count as positive curvature. */
const MINIMAL_CURVATURE_COSINE = 1e-4;
/** How much a radius shrinks after a rise of the energy, relative to the step taken back, and grows after a full step downhill. */
const SHRINK = 0.4;
const GROWTH = 1.6;
/** Below this radius, Å, a rise is noise: the point is taken as it is. */
const MINIMAL_RADIUS = 1e-4;

/** @returns the next state and the next coordinates; nothing given is changed */
export function stepLbfgs(
  state: LbfgsState,
  point: EvaluatedPoint,
  metric: HessianMetric | null,
  options: LbfgsOptions = LBFGS_DEFAULTS,
): { readonly state: LbfgsState; readonly coordinates: Float64Array } {
  const guarded = options.stepControl === 'guarded';
  let { steps, gradientChanges, radius } = state;
  let base = point;
  if (state.base !== null) {
    const step = difference(point.coordinates, state.base.coordinates);
    const change = difference(state.base.forces, point.forces);
    const curvature = product(step, change);
    if (!guarded || curvature > MINIMAL_CURVATURE_COSINE * Math.sqrt(product(step, step) * product(change, change))) {
      steps = [...steps, step].slice(-options.memory);
      gradientChanges = [...gradientChanges, change].slice(-options.memory);
    }
    const length = longestRow(step);
    if (guarded && point.energy > state.base.energy + options.energyNoise && length > MINIMAL_RADIUS) {
      base = state.base;
      radius = SHRINK * length;
    } else if (guarded && length > 0.9 * radius) radius = Math.min(options.maxStep, GROWTH * radius);
  }
  let direction = twoLoop(steps, gradientChanges, base.forces, metric, options);
  if (guarded && product(direction, base.forces) <= 0) {
    steps = [];
    gradientChanges = [];
    direction = twoLoop(steps, gradientChanges, base.forces, metric, options);
  }
  const factor = Math.min(1, radius / longestRow(direction));
  return { state: { steps, gradientChanges, base, radius }, coordinates: base.coordinates.map((x, k) => x + factor * direction[k]) };
}

/** The inverse Hessian of the memory times the forces. */
function twoLoop(
  steps: readonly Float64Array[],
  changes: readonly Float64Array[],
  forces: Float64Array,
  metric: HessianMetric | null,
  { curvature, stepControl }: LbfgsOptions,
): Float64Array {
  const q = Float64Array.from(forces);
  const applyInitial = (v: Float64Array): Float64Array => (metric === null ? v.map((x) => x / curvature) : choleskySolve(metric.factor, metric.size, v));
  const weights = new Float64Array(steps.length);
  for (let i = steps.length - 1; i >= 0; i--) {
    weights[i] = product(steps[i], q) / product(steps[i], changes[i]);
    addScaled(q, changes[i], -weights[i]);
  }
  const result = applyInitial(q);
  if (stepControl === 'guarded' && steps.length > 0) {
    const newest = changes[steps.length - 1];
    const scale = product(steps[steps.length - 1], newest) / product(newest, applyInitial(newest));
    result.forEach((x, k) => (result[k] = scale * x));
  }
  for (let i = 0; i < steps.length; i++) {
    const correction = product(changes[i], result) / product(steps[i], changes[i]);
    addScaled(result, steps[i], weights[i] - correction);
  }
  return result;
}

const difference = (u: Float64Array, v: Float64Array): Float64Array => u.map((x, k) => x - v[k]);

function product(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < u.length; k++) sum += u[k] * v[k];
  return sum;
}

function addScaled(target: Float64Array, v: Float64Array, factor: number): void {
  for (let k = 0; k < target.length; k++) target[k] += factor * v[k];
}

function longestRow(v: Float64Array): number {
  let longest = 0;
  for (let k = 0; k < v.length; k += 3) longest = Math.max(longest, Math.hypot(v[k], v[k + 1], v[k + 2]));
  return longest;
}
