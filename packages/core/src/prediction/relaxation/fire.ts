/**
 * FIRE, the fast inertial relaxation engine: molecular dynamics that turns its velocity toward the force and stops when it runs uphill.
 * Bitzek et al. (2006), doi:10.1103/PhysRevLett.97.170201. Step limit on the norm of the whole displacement and constants as in ASE, with which it
 * agrees step by step.
 */
export interface FireOptions {
  /** @default 0.1 */
  readonly timeStep: number;
  /** @default 1 */
  readonly maxTimeStep: number;
  /** Largest norm of a displacement, Å. @default 0.2 */
  readonly maxStep: number;
}

export const FIRE_DEFAULTS: FireOptions = { timeStep: 0.1, maxTimeStep: 1, maxStep: 0.2 };

export interface FireState {
  /** Empty before the first step. */
  readonly velocity: Float64Array;
  readonly timeStep: number;
  readonly mixing: number;
  /** Steps since the velocity last pointed uphill. */
  readonly downhillSteps: number;
}

/** The paper's N_min, f_inc, f_dec, α_start, f_α. */
const DELAY = 5;
const GROWTH = 1.1;
const DECAY = 0.5;
const MIXING = 0.1;
const MIXING_DECAY = 0.99;

export const initFire = (options: FireOptions = FIRE_DEFAULTS): FireState => ({
  velocity: new Float64Array(0),
  timeStep: options.timeStep,
  mixing: MIXING,
  downhillSteps: 0,
});

/** @param forces at `coordinates`, eV/Å @returns the next state and the next coordinates; nothing given is changed */
export function stepFire(
  state: FireState,
  coordinates: Float64Array,
  forces: Float64Array,
  options: FireOptions = FIRE_DEFAULTS,
): { readonly state: FireState; readonly coordinates: Float64Array } {
  let { timeStep, mixing, downhillSteps } = state;
  let velocity = new Float64Array(forces.length);
  if (state.velocity.length > 0) {
    if (product(forces, state.velocity) > 0) {
      const pull = mixing * Math.sqrt(product(state.velocity, state.velocity) / product(forces, forces));
      velocity = state.velocity.map((v, k) => (1 - mixing) * v + pull * forces[k]);
      if (downhillSteps > DELAY) {
        timeStep = Math.min(timeStep * GROWTH, options.maxTimeStep);
        mixing *= MIXING_DECAY;
      }
      downhillSteps += 1;
    } else {
      mixing = MIXING;
      timeStep *= DECAY;
      downhillSteps = 0;
    }
  }
  velocity = velocity.map((v, k) => v + timeStep * forces[k]);
  const length = timeStep * Math.sqrt(product(velocity, velocity));
  const factor = length > options.maxStep ? (timeStep * options.maxStep) / length : timeStep;
  return { state: { velocity, timeStep, mixing, downhillSteps }, coordinates: coordinates.map((x, k) => x + factor * velocity[k]) };
}

function product(u: Float64Array, v: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < u.length; k++) sum += u[k] * v[k];
  return sum;
}
