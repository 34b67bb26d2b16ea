import { CoreError } from '../../errors.js';
import type { CellMotion } from './frechet-cell.js';

/** What a relaxation tells of one structure after each evaluation. */
export interface RelaxationProgress {
  /** Place in the list of structures. */
  readonly index: number;
  /** Steps taken so far. */
  readonly steps: number;
  readonly energyPerAtom: number;
  readonly enthalpyPerAtom: number;
  /** By how much the last step lowered the lowest enthalpy so far, eV/atom; negative where it rose, 0 before the first step. */
  readonly lastGainPerAtom: number;
  /** eV/Å. */
  readonly maxForce: number;
  /** Largest deviation of the stress from the pressure, GPa; 0 where the cell does not move. */
  readonly maxStressGPa: number;
}

export interface RelaxationOptions {
  /** Largest force on an atom at convergence, eV/Å. */
  readonly fmax: number;
  /** Largest deviation of a stress component from the pressure at convergence, GPa. */
  readonly smaxGPa: number;
  /** Moves after the first evaluation. */
  readonly maxSteps: number;
  readonly optimizer: 'lbfgs' | 'fire';
  readonly cell: CellMotion;
  /** `keep` holds the space group found at `symprec` exactly, where one is found; the symmetry engine must be loaded. */
  readonly symmetry: 'keep' | 'free';
  /** Å, of the search for the symmetry to keep. */
  readonly symprec: number;
  readonly pressureGPa: number;
  /** Give a structure up when this says so (`hopeless-above.ts`); it stops as `step-limit`. */
  readonly earlyStop: ((progress: RelaxationProgress) => boolean) | null;
  /** Most structures and most atoms in one call of the model; one structure goes in however large it is. */
  readonly maxBatchStructures: number;
  readonly maxBatchAtoms: number;
}

export const RELAXATION_DEFAULTS: RelaxationOptions = {
  fmax: 0.05,
  smaxGPa: 0.5,
  maxSteps: 200,
  optimizer: 'lbfgs',
  cell: 'full',
  symmetry: 'keep',
  symprec: 0.01,
  pressureGPa: 0,
  earlyStop: null,
  maxBatchStructures: 32,
  maxBatchAtoms: 512,
};

export class InvalidRelaxationOptionsError extends CoreError {
  readonly code = 'InvalidOptions';
}

/** @throws {InvalidRelaxationOptionsError} for a limit that is not positive or a pressure that is not finite */
export function completeRelaxationOptions(options: Partial<RelaxationOptions>): RelaxationOptions {
  const complete = { ...RELAXATION_DEFAULTS, ...options };
  for (const name of ['fmax', 'smaxGPa', 'symprec', 'maxBatchStructures', 'maxBatchAtoms'] as const)
    if (!(complete[name] > 0)) throw new InvalidRelaxationOptionsError(`${name} must be positive, got ${complete[name]}`);
  if (!(complete.maxSteps >= 0)) throw new InvalidRelaxationOptionsError(`maxSteps must not be negative, got ${complete.maxSteps}`);
  if (!Number.isFinite(complete.pressureGPa)) throw new InvalidRelaxationOptionsError(`pressureGPa must be finite, got ${complete.pressureGPa}`);
  return complete;
}
