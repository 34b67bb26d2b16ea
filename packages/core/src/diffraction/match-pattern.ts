/**
 * How well a calculated powder pattern explains a measured one: scale and a smooth background by linear least squares, zero shift and peak width by search, so
 * that the sum of squared differences is least. The cell is not refined, but for one stretch of all its edges where it is asked for: without it a crystal whose
 * cell is off by a percent fits badly.
 */
import type { PowderPattern, PowderPeak } from './powder-pattern.js';
import { profileAt } from './powder-profile.js';
import { InvalidDiffractionInputError } from './radiation.js';

/** Rising angles in degrees, and intensities in any unit. */
export interface MeasuredPattern {
  readonly twoThetas: Float64Array;
  readonly intensities: Float64Array;
}

export interface PatternMatch {
  /** √(Σ (measured − fitted)² / Σ (measured − background)²): 0 is perfect, 1 no better than the background alone. */
  readonly residual: number;
  /** Degrees; measured angle = calculated angle + shift. */
  readonly zeroShift: number;
  /** Measured units for one of the calculated intensity, whose highest peak is 100. */
  readonly scale: number;
  /** Full width at half maximum of all peaks, degrees. */
  readonly fullWidth: number;
  /** Edges of the measured crystal are those of the calculated one times 1 + stretch; 0 where none was asked for. */
  readonly stretch: number;
}

export interface MatchOptions {
  /** Largest stretch of the cell in both directions. @default 0 */
  readonly mostStretch?: number;
}

/** A stretch that covers the errors of cells that common potentials relax. */
export const STRETCH_OF_RELAXED_CELLS = 0.03;

/** Degrees; what a diffractometer may be out of adjustment. */
const MOST_ZERO_SHIFT = 0.5;
const SHIFT_STEP = 0.02;
/** Degrees. */
const WIDTHS = [0.05, 0.1, 0.2, 0.4, 0.8] as const;
/** Powers of the angle in the background: constant, slope, bend. */
const BACKGROUND_TERMS = 3;
/** The coarse search for the stretch: steps, widths (degrees) so broad that no step passes over a peak, and zero shifts (degrees). */
const STRETCH_STEP = 0.002;
const STRETCH_WIDTHS = [0.4, 0.8] as const;
const STRETCH_SHIFTS = [-0.2, 0, 0.2] as const;
/** A stretch moves a peak at 60° by about as many degrees as the shift of the same step of the refinement. */
const STRETCH_PER_DEGREE = 0.015;
/** The refinement halves its steps until the shift moves by less than this, degrees. */
const SHIFT_PRECISION = 1e-4;

/** Degrees; what must be calculated to compare with a measured pattern: its range and what the zero shift and a stretch of the cell may bring into it. */
export function rangeToMatch({ twoThetas }: MeasuredPattern, { mostStretch = 0 }: MatchOptions = {}): [number, number] {
  const [from, to] = [twoThetas[0] ?? 0, twoThetas[twoThetas.length - 1] ?? 180];
  const reach = MOST_ZERO_SHIFT + stretchReach(to, mostStretch);
  return [Math.max(0, from - reach), Math.min(180, to + reach)];
}

/** @throws {InvalidDiffractionInputError} where no calculated peak lies in the measured range */
export function matchPattern({ peaks }: PowderPattern, measured: MeasuredPattern, { mostStretch = 0 }: MatchOptions = {}): PatternMatch {
  const { twoThetas } = measured;
  const [least, most] = rangeToMatch(measured, { mostStretch });
  const inRange = peaks.filter(({ twoTheta }) => twoTheta >= least && twoTheta <= most);
  if (inRange.length === 0)
    throw new InvalidDiffractionInputError(`No reflection of the crystal lies between ${twoThetas[0]}° and ${twoThetas[twoThetas.length - 1]}°`);
  const background = backgroundTerms(twoThetas);
  const fit: Fit = (zeroShift, fullWidth, stretch) => {
    const profile = profileAt(twoThetas, stretchedPeaks(inRange, stretch), zeroShift, fullWidth);
    return { ...fitScale(profile, background, measured.intensities), zeroShift, fullWidth, stretch };
  };
  const shifts = Array.from({ length: Math.round((2 * MOST_ZERO_SHIFT) / SHIFT_STEP) + 1 }, (_, k) => -MOST_ZERO_SHIFT + k * SHIFT_STEP);
  const coarse = WIDTHS.flatMap((width) => shifts.map((shift) => fit(shift, width, 0)));
  const plain = refine(coarse.reduce(better), fit, 0);
  if (mostStretch === 0) return plain;
  const count = Math.ceil(mostStretch / STRETCH_STEP);
  const stretches = Array.from({ length: 2 * count + 1 }, (_, k) => (mostStretch * (k - count)) / count);
  const broad = stretches.flatMap((stretch) => STRETCH_WIDTHS.flatMap((width) => STRETCH_SHIFTS.map((shift) => fit(shift, width, stretch))));
  return better(refine(plain, fit, mostStretch), refine(broad.reduce(better), fit, mostStretch));
}

type Fit = (zeroShift: number, fullWidth: number, stretch: number) => PatternMatch;

/** Degrees by which a stretch moves a peak at this angle, from Bragg's law. */
const stretchReach = (twoTheta: number, stretch: number): number => (stretch * 360 * Math.tan(Math.min(twoTheta, 170) * (Math.PI / 360))) / Math.PI;

/** The peaks of a crystal whose edges are 1 + stretch times as long; those beyond 180° are gone. */
export function stretchedPeaks(peaks: readonly PowderPeak[], stretch: number): readonly PowderPeak[] {
  if (stretch === 0) return peaks;
  return peaks.flatMap((peak) => {
    const sine = Math.sin(peak.twoTheta * (Math.PI / 360)) / (1 + stretch);
    return sine > 1 ? [] : [{ ...peak, twoTheta: Math.asin(sine) * (360 / Math.PI), dSpacing: peak.dSpacing * (1 + stretch) }];
  });
}

const better = (a: PatternMatch, b: PatternMatch): PatternMatch => (b.residual < a.residual ? b : a);

/** Walk to the nearest minimum over shift, width and stretch, with steps that are halved where none helps. */
function refine(start: PatternMatch, fit: Fit, mostStretch: number): PatternMatch {
  let best = start;
  for (let step = SHIFT_STEP; step > SHIFT_PRECISION;) {
    const factor = 1 + 20 * step;
    const { zeroShift, fullWidth, stretch } = best;
    const found = [
      fit(Math.min(MOST_ZERO_SHIFT, zeroShift + step), fullWidth, stretch),
      fit(Math.max(-MOST_ZERO_SHIFT, zeroShift - step), fullWidth, stretch),
      fit(zeroShift, fullWidth * factor, stretch),
      fit(zeroShift, fullWidth / factor, stretch),
      ...(mostStretch === 0
        ? []
        : [1, -1].map((sign) =>
            fit(zeroShift, fullWidth, Math.max(-mostStretch, Math.min(mostStretch, stretch + sign * step * STRETCH_PER_DEGREE))),
          )),
    ].reduce(better);
    if (found.residual < best.residual) best = found;
    else step /= 2;
  }
  return best;
}

/** Powers of the angle over the range taken to −1…1, one array each. */
function backgroundTerms(twoThetas: Float64Array): Float64Array[] {
  const [from, to] = [twoThetas[0], twoThetas[twoThetas.length - 1]];
  return Array.from({ length: BACKGROUND_TERMS }, (_, power) => twoThetas.map((angle) => ((2 * angle - from - to) / (to - from)) ** power));
}

/** Least squares of scale × profile + background; a scale below zero is none. */
function fitScale(
  profile: Float64Array,
  background: readonly Float64Array[],
  measured: Float64Array,
): { readonly residual: number; readonly scale: number } {
  const [scale, ...coefficients] = leastSquares([profile, ...background], measured);
  let [difference, signal] = [0, 0];
  for (let i = 0; i < measured.length; i++) {
    const floor = background.reduce((sum, term, k) => sum + coefficients[k] * term[i], 0);
    signal += (measured[i] - floor) ** 2;
    difference += (measured[i] - floor - Math.max(0, scale) * profile[i]) ** 2;
  }
  return { residual: signal > 0 ? Math.sqrt(difference / signal) : 1, scale: Math.max(0, scale) };
}

/** Coefficients of the columns that come nearest to the target, by normal equations; 0 for a column that adds nothing. */
function leastSquares(columns: readonly Float64Array[], target: Float64Array): number[] {
  const product = (a: Float64Array, b: Float64Array): number => {
    let sum = 0;
    for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
    return sum;
  };
  const rows = columns.map((column) => [...columns.map((other) => product(column, other)), product(column, target)]);
  const n = columns.length;
  for (let pivot = 0; pivot < n; pivot++) {
    const scale = rows[pivot][pivot];
    // The matrix is positive semidefinite: a vanishing pivot is a column that depends on those before it.
    if (!(scale > 1e-12 * product(columns[pivot], columns[pivot]))) {
      rows[pivot] = rows[pivot].map((_, k) => (k === pivot ? 1 : 0));
      continue;
    }
    for (let row = 0; row < n; row++) {
      if (row === pivot) continue;
      const factor = rows[row][pivot] / scale;
      for (let k = pivot; k <= n; k++) rows[row][k] -= factor * rows[pivot][k];
    }
  }
  return rows.map((row, k) => row[n] / row[k]);
}
