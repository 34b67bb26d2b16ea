import { CoreError } from '../errors.js';

/** A wavelength or a pattern that nothing can be computed with. */
export class InvalidDiffractionInputError extends CoreError {
  readonly code = 'InvalidDiffractionInput';
}

/** Å; the lines of laboratory tubes as XRDCalculator of pymatgen has them, Kα being the mean of Kα1 and Kα2 with weights 2 : 1. */
export const RADIATIONS: Readonly<Record<string, number>> = {
  CuKa: 1.54184,
  CuKa1: 1.54056,
  CuKa2: 1.54439,
  CuKb1: 1.39222,
  MoKa: 0.71073,
  MoKa1: 0.7093,
  MoKa2: 0.71359,
  MoKb1: 0.63229,
  CrKa: 2.291,
  CrKa1: 2.2897,
  CrKa2: 2.29361,
  CrKb1: 2.08487,
  FeKa: 1.93735,
  FeKa1: 1.93604,
  FeKa2: 1.93998,
  FeKb1: 1.75661,
  CoKa: 1.79026,
  CoKa1: 1.78896,
  CoKa2: 1.79285,
  CoKb1: 1.63079,
  AgKa: 0.560885,
  AgKa1: 0.559421,
  AgKa2: 0.563813,
  AgKb1: 0.497082,
};

/** Å; beyond it no laboratory or synchrotron works with crystals. */
const LONGEST_WAVELENGTH = 20;

/** `CuKa`, `MoKa1` … or a number in Å. @throws {InvalidDiffractionInputError} */
export function parseWavelength(text: string): number {
  const named = Object.entries(RADIATIONS).find(([name]) => name.toLowerCase() === text.trim().toLowerCase())?.[1];
  const wavelength = named ?? (text.trim() === '' ? NaN : Number(text));
  if (!(wavelength > 0 && wavelength <= LONGEST_WAVELENGTH)) {
    throw new InvalidDiffractionInputError(
      `"${text}" is neither a wavelength in Å up to ${LONGEST_WAVELENGTH} nor one of ${Object.keys(RADIATIONS).join(', ')}`,
    );
  }
  return wavelength;
}
