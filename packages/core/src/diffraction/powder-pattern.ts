/**
 * The X-ray powder pattern of a crystal: kinematic, without absorption, texture, thermal motion or anomalous dispersion.
 *
 *     2θ = 2 arcsin(λ |g| / 2),   I = Σ |F(g)|² (1 + cos² 2θ) / (sin² θ cos θ)   over all g of one 2θ,
 *     F(g) = Σ_atoms f(s) exp(2πi g·r),   f(s) = Z − 41.78214 s² Σ a exp(−b s²),   s = |g|/2
 *
 * after De Graef and McHenry, Structure of Materials, 2nd ed. (2012), ch. 11 and 12. Agrees with XRDCalculator of pymatgen.
 */
import type { Structure } from '../crystal/structure.js';
import { symbolOf } from '../elements/elements.js';
import type { Vec3 } from '../numerics/vec3.js';
import { cross, dot, norm } from '../numerics/vec3.js';
import { InvalidDiffractionInputError } from './radiation.js';
import { SCATTERING_TERMS } from './scattering-factors.generated.js';

export interface PowderPattern {
  /** Å. */
  readonly wavelength: number;
  /** By rising 2θ. */
  readonly peaks: readonly PowderPeak[];
}

export interface PowderPeak {
  /** Degrees. */
  readonly twoTheta: number;
  /** The highest peak of the range is 100. */
  readonly intensity: number;
  /** Distance of the lattice planes, Å. */
  readonly dSpacing: number;
  /** What contributes, in the cell of the structure: indices equal but for signs and order are one family. */
  readonly families: readonly { readonly hkl: Vec3; readonly multiplicity: number }[];
}

export interface PowderOptions {
  /** Å. */
  readonly wavelength: number;
  /** Degrees, within 0 and 180. @default [0, 90] */
  readonly twoThetaRange?: readonly [number, number];
}

/** Factor of Mott and Bethe between electron and X-ray form factors, Å. */
const MOTT_BETHE = 41.78214;
/** Degrees; reflections this close are one peak. As pymatgen: symmetry-related ones agree to rounding, and others are told apart. */
const SAME_PEAK = 1e-5;
/** Of the highest peak, 100; weaker ones are extinct but for rounding. */
const LEAST_INTENSITY = 1e-3;
/** Reflections of one pattern; far beyond any that can be resolved. */
const MOST_REFLECTIONS = 20_000_000;

const TERMS: ReadonlyMap<number, readonly (readonly [number, number])[]> = new Map(SCATTERING_TERMS);

/** @throws {InvalidDiffractionInputError} for a range outside of 0 to 180°, an element without scattering factors, or too many reflections */
export function computePowderPattern(structure: Structure, { wavelength, twoThetaRange: [from, to] = [0, 90] }: PowderOptions): PowderPattern {
  if (!(from >= 0 && from < to && to <= 180))
    throw new InvalidDiffractionInputError(`The range of 2θ should lie within 0 and 180°, not ${from} to ${to}`);
  if (!(wavelength > 0)) throw new InvalidDiffractionInputError(`The wavelength is ${wavelength} Å`);
  const longest = (2 * Math.sin((to * Math.PI) / 360)) / wavelength;
  const shortest = (2 * Math.sin((from * Math.PI) / 360)) / wavelength;
  const scatterers = groupSites(structure);
  const reflections = reflectionsWithin(structure, shortest, longest).map(({ hkl, length }) => {
    const sine = Math.min(1, (wavelength * length) / 2);
    const theta = Math.asin(sine);
    const polarization = (1 + Math.cos(2 * theta) ** 2) / (sine ** 2 * Math.cos(theta));
    // hkl and its opposite count alike (Friedel).
    return { hkl, length, twoTheta: (360 / Math.PI) * theta, intensity: 2 * squaredStructureFactor(scatterers, hkl, length / 2) * polarization };
  });
  return { wavelength, peaks: peaksOf(reflections) };
}

interface Scatterer {
  readonly atomicNumber: number;
  readonly terms: readonly (readonly [number, number])[];
  readonly positions: readonly Vec3[];
}

function groupSites({ atomicNumbers, fracCoords }: Structure): Scatterer[] {
  return [...new Set(atomicNumbers)].map((atomicNumber) => {
    const terms = TERMS.get(atomicNumber);
    if (terms === undefined) throw new InvalidDiffractionInputError(`There are no X-ray scattering factors of ${symbolOf(atomicNumber)}`);
    return { atomicNumber, terms, positions: fracCoords.filter((_, site) => atomicNumbers[site] === atomicNumber) };
  });
}

/** One of each pair hkl and −h −k −l, with |g| in 1/Å from `shortest` to `longest`. */
function reflectionsWithin({ lattice: { vectors } }: Structure, shortest: number, longest: number): { hkl: Vec3; length: number }[] {
  const [a, b, c] = vectors;
  const volume = dot(a, cross(b, c));
  const [aStar, bStar, cStar] = [cross(b, c), cross(c, a), cross(a, b)].map((v): Vec3 => [v[0] / volume, v[1] / volume, v[2] / volume]) as [
    Vec3,
    Vec3,
    Vec3,
  ];
  // h = g·a, hence |h| ≤ |g| |a|
  const [hMost, kMost, lMost] = vectors.map((vector) => Math.floor(longest * norm(vector) + 1e-9)) as [number, number, number];
  if ((2 * hMost + 1) * (2 * kMost + 1) * (2 * lMost + 1) > MOST_REFLECTIONS)
    throw new InvalidDiffractionInputError('The cell is too large for this wavelength: more than ten million reflections');
  const found: { hkl: Vec3; length: number }[] = [];
  for (let h = 0; h <= hMost; h++) {
    for (let k = h === 0 ? 0 : -kMost; k <= kMost; k++) {
      for (let l = h === 0 && k === 0 ? 1 : -lMost; l <= lMost; l++) {
        const length = Math.hypot(
          h * aStar[0] + k * bStar[0] + l * cStar[0],
          h * aStar[1] + k * bStar[1] + l * cStar[1],
          h * aStar[2] + k * bStar[2] + l * cStar[2],
        );
        if (length >= shortest && length <= longest) found.push({ hkl: [h, k, l], length });
      }
    }
  }
  return found;
}

/** |F|², electrons². @param s sin θ/λ, 1/Å */
function squaredStructureFactor(scatterers: readonly Scatterer[], [h, k, l]: Vec3, s: number): number {
  let [real, imaginary] = [0, 0];
  for (const { atomicNumber, terms, positions } of scatterers) {
    let sum = 0;
    for (const [a, b] of terms) sum += a * Math.exp(-b * s * s);
    const formFactor = atomicNumber - MOTT_BETHE * s * s * sum;
    let [cosines, sines] = [0, 0];
    for (const [x, y, z] of positions) {
      const phase = 2 * Math.PI * (h * x + k * y + l * z);
      cosines += Math.cos(phase);
      sines += Math.sin(phase);
    }
    real += formFactor * cosines;
    imaginary += formFactor * sines;
  }
  return real * real + imaginary * imaginary;
}

interface Reflection {
  readonly hkl: Vec3;
  readonly length: number;
  readonly twoTheta: number;
  readonly intensity: number;
}

function peaksOf(reflections: readonly Reflection[]): PowderPeak[] {
  const groups: Reflection[][] = [];
  for (const reflection of [...reflections].sort((a, b) => a.twoTheta - b.twoTheta)) {
    const last = groups.at(-1);
    const first = last?.[0];
    if (last !== undefined && first !== undefined && reflection.twoTheta - first.twoTheta <= SAME_PEAK) last.push(reflection);
    else groups.push([reflection]);
  }
  const peaks = groups.map((group) => ({
    twoTheta: group[0].twoTheta,
    intensity: group.reduce((sum, { intensity }) => sum + intensity, 0),
    dSpacing: 1 / group[0].length,
    families: familiesOf(group),
  }));
  const highest = peaks.reduce((most, { intensity }) => Math.max(most, intensity), 0);
  return peaks.map((peak) => ({ ...peak, intensity: 100 * (peak.intensity / highest) })).filter(({ intensity }) => intensity > LEAST_INTENSITY);
}

/** Named by the member whose indices come last in order, the way they are written: 1 1 1 rather than −1 1 1. */
function familiesOf(group: readonly Reflection[]): { hkl: Vec3; multiplicity: number }[] {
  const families = new Map<string, { hkl: Vec3; multiplicity: number }>();
  for (const { hkl } of group) {
    const key = hkl
      .map(Math.abs)
      .sort((a, b) => a - b)
      .join();
    const opposite = hkl.map((index) => 0 - index) as unknown as Vec3;
    const known = families.get(key) ?? { hkl, multiplicity: 0 };
    families.set(key, { hkl: [known.hkl, hkl, opposite].reduce(later), multiplicity: known.multiplicity + 2 });
  }
  return [...families.values()];
}

const later = (a: Vec3, b: Vec3): Vec3 => ((a[0] - b[0] || a[1] - b[1] || a[2] - b[2]) >= 0 ? a : b);
