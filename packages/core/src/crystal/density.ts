import { elementOf } from '../elements/elements.js';
import { latticeVolume } from './lattice.js';
import type { Structure } from './structure.js';

/** g/cm³ of 1 u/Å³ (CODATA 2022: u = 1.660 539 068 92e-24 g). */
const GRAMS_PER_CUBIC_CENTIMETER = 1.66053906892;

/** Mass per volume, g/cm³. */
export function densityGramsPerCubicCentimeter({ lattice, atomicNumbers }: Structure): number {
  const mass = atomicNumbers.reduce((sum, z) => sum + elementOf(z).mass, 0);
  return (mass * GRAMS_PER_CUBIC_CENTIMETER) / latticeVolume(lattice);
}

/** Å³ per atom. */
export const volumePerAtom = ({ lattice, atomicNumbers }: Structure): number => latticeVolume(lattice) / atomicNumbers.length;
