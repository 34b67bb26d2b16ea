import type { Structure } from '../../crystal/structure.js';
import { findBonds } from '../../neighbors/find-bonds.js';
import type { CoordinationLimit } from '../search-types.js';

/**
 * How far a crystal is from the coordination that is wanted: neighbors too few or too many, on average over the sites that a limit is for, by bonds as
 * `find-bonds.ts` counts them. 0 where all limits are kept; no site is no misfit.
 */
export function coordinationMisfit(structure: Structure, limits: readonly CoordinationLimit[]): number {
  if (limits.length === 0) return 0;
  const { atomicNumbers } = structure;
  const bonds = findBonds(structure);
  const misfits = limits.flatMap(({ atomicNumber, neighbor, least, most }) =>
    atomicNumbers.flatMap((z, site) => {
      if (z !== atomicNumber) return [];
      const number = bonds[site].filter(({ to }) => neighbor === null || atomicNumbers[to] === neighbor).length;
      return [Math.max(0, least - number, number - most)];
    }),
  );
  return misfits.length === 0 ? 0 : misfits.reduce((sum, misfit) => sum + misfit, 0) / misfits.length;
}
