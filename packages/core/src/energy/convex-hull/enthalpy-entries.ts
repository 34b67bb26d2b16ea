import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '../pressure-unit.js';
import type { VolumedEntry } from './hull-entry.js';
import { InvalidHullInputError, VolumeMissingError } from './hull-errors.js';

/**
 * Entries with their enthalpy E + PV in the place of the energy; all that is computed from them is then at this pressure. The volume is that of the
 * entry: with volumes of zero pressure the enthalpy is right to first order in the pressure only, too high by about P²V/2B, which differs from
 * phase to phase.
 * @throws {VolumeMissingError} naming the first phase without a volume; not at zero pressure {InvalidHullInputError} for a pressure that is no number
 */
export function enthalpyEntries<Entry extends VolumedEntry>(entries: readonly Entry[], pressureGPa: number): Entry[] {
  if (!Number.isFinite(pressureGPa)) throw new InvalidHullInputError(`The pressure is ${pressureGPa} GPa`);
  if (pressureGPa === 0) return [...entries];
  const pressure = pressureGPa / GPA_PER_EV_PER_CUBIC_ANGSTROM;
  return entries.map((entry) => {
    if (entry.volumePerAtom === null) throw new VolumeMissingError(`${entry.id} (${entry.formula}) has no volume, which a hull under pressure needs`);
    return { ...entry, energyPerAtom: entry.energyPerAtom + pressure * entry.volumePerAtom };
  });
}
