import type { Structure } from '@kessho/core/crystal/structure';
import type { PatternMatch } from '@kessho/core/diffraction/match-pattern';
import { matchPattern, rangeToMatch, stretchedPeaks } from '@kessho/core/diffraction/match-pattern';
import type { PowderPattern } from '@kessho/core/diffraction/powder-pattern';
import { computePowderPattern } from '@kessho/core/diffraction/powder-pattern';
import { profileAt } from '@kessho/core/diffraction/powder-profile';
import { readPowderData } from '@kessho/core/formats/powder-data/read-powder-data';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import type { StructureMatch } from '@kessho/core/matching/match-structures';
import { matchStructures } from '@kessho/core/matching/match-structures';
import { latticeVolume } from '@kessho/core/crystal/lattice';
import { CoreError } from '@kessho/core/errors';
import { describeCrystal, readFile } from './read-file';

export interface DiffractionRequest {
  readonly structure: Structure;
  /** Å */
  readonly wavelength: number;
  /** Degrees. */
  readonly twoThetaRange: readonly [number, number];
  /** Full width at half maximum, degrees; that of the fit where there is a measured pattern. */
  readonly fullWidth: number;
  /** Contents of an .xy file; null where nothing was measured. */
  readonly measured: string | null;
  /** Largest stretch of the cell that may be fitted to what was measured; 0 for the cell as it is. */
  readonly mostStretch: number;
}

export interface Curve {
  /** Degrees. */
  readonly twoThetas: Float64Array;
  /** In units in which the highest calculated peak has 100. */
  readonly intensities: Float64Array;
}

export interface DiffractionAnswer {
  /** Of the cell as fitted. */
  readonly pattern: PowderPattern;
  readonly profile: Curve;
  readonly measured: { readonly curve: Curve; readonly match: PatternMatch } | null;
  /** Why what was measured could not be used; null where it was, or where nothing was measured. */
  readonly refusal: string | null;
}

/** Points of a drawn curve: finer than a screen is wide. */
const CURVE_POINTS = 2400;

/** @throws {CoreError} for a crystal whose pattern cannot be computed */
function diffraction(request: DiffractionRequest): DiffractionAnswer {
  const { structure, wavelength, twoThetaRange, fullWidth, measured } = request;
  const { fitted, refusal } = measured === null ? { fitted: null, refusal: null } : fitOrRefuse(request, measured);
  const { match } = fitted ?? { match: null };
  const calculated = computePowderPattern(structure, { wavelength, twoThetaRange });
  const pattern = { ...calculated, peaks: stretchedPeaks(calculated.peaks, match?.stretch ?? 0) };
  const [from, to] = twoThetaRange;
  const twoThetas = Float64Array.from({ length: CURVE_POINTS }, (_, k) => from + ((to - from) * k) / (CURVE_POINTS - 1));
  const intensities = profileAt(twoThetas, pattern.peaks, match?.zeroShift ?? 0, match?.fullWidth ?? fullWidth);
  return { pattern, profile: { twoThetas, intensities }, measured: fitted, refusal };
}

/** The calculated pattern stays where only the file is bad. */
function fitOrRefuse(request: DiffractionRequest, text: string): { fitted: DiffractionAnswer['measured']; refusal: string | null } {
  try {
    return { fitted: fitMeasured(request, text), refusal: null };
  } catch (error) {
    if (error instanceof CoreError) return { fitted: null, refusal: error.message };
    throw error;
  }
}

/** The measured curve above its lowest point, in units of the calculated one. */
function fitMeasured({ structure, wavelength, mostStretch }: DiffractionRequest, text: string): NonNullable<DiffractionAnswer['measured']> {
  const { twoThetas, intensities } = readPowderData(text);
  const pattern = computePowderPattern(structure, { wavelength, twoThetaRange: [0, rangeToMatch({ twoThetas, intensities }, { mostStretch })[1]] });
  const match = matchPattern(pattern, { twoThetas, intensities }, { mostStretch });
  const lowest = intensities.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = intensities.reduce((most, value) => Math.max(most, value), -Infinity);
  // Where the crystal explains nothing the scale is none; then the highest point counts as 100.
  const unit = match.scale > 0 ? match.scale : Math.max(highest - lowest, Number.MIN_VALUE) / 100;
  return { match, curve: { twoThetas, intensities: intensities.map((value) => (value - lowest) / unit) } };
}

export interface StructureComparison extends StructureMatch {
  /** Å: `rms` times the cube root of the mean volume per atom of the two; null where rms is. */
  readonly rmsDistance: number | null;
}

/** How like two crystals are: whether the matcher overlays them, and how far the atoms then lie apart. */
function comparison({ first, second }: { readonly first: Structure; readonly second: Structure }): StructureComparison {
  const [one, other] = [prepareForMatching(first), prepareForMatching(second)];
  const match = matchStructures(one, other);
  const volumePerAtom = (latticeVolume(first.lattice) / first.atomicNumbers.length + latticeVolume(second.lattice) / second.atomicNumbers.length) / 2;
  return { ...match, rmsDistance: match.rms === null ? null : match.rms * Math.cbrt(volumePerAtom) };
}

/** What the worker can be asked for. */
export const TASKS = { diffraction, comparison, readFile, describeCrystal } as const;

/** Tasks that need the symmetry engine: a CIF may name a space group instead of listing its operations. */
export const SYMMETRY_TASKS: readonly TaskName[] = ['readFile', 'describeCrystal'];

export type TaskName = keyof typeof TASKS;
export type TaskInput<Name extends TaskName> = Parameters<(typeof TASKS)[Name]>[0];
export type TaskOutput<Name extends TaskName> = ReturnType<(typeof TASKS)[Name]>;
