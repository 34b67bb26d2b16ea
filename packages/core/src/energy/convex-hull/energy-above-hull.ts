import type { Composition } from '../../composition/composition.js';
import type { HullOptions } from './convex-hull-at.js';
import { convexHullAt } from './convex-hull-at.js';
import type { HullEntry, HullPhase } from './hull-entry.js';
import { HULL_TOLERANCE } from './hull-tolerance.js';

export interface HullDistance {
  /** eV/atom, against the lowest phase of each element among the entries. */
  readonly formationEnergyPerAtom: number;
  /** eV/atom; negative where the phase lies below the hull of the entries. */
  readonly energyAboveHull: number;
  /** What it would decompose into; the largest share first. */
  readonly decomposition: readonly HullPhase[];
  /** Entries of the chemical system that were considered. */
  readonly competingEntries: number;
}

/**
 * How far a phase lies above the convex hull of the entries; whether it is one of them itself makes no difference unless it is the lowest of its
 * composition. For many phases of one composition call `convexHullAt` once instead.
 * @param energyPerAtom total energy, eV/atom, of the same model or scheme as the entries
 * @throws {ReferenceMissingError} for an element of which there is no phase
 */
export function computeEnergyAboveHull(
  composition: Composition,
  energyPerAtom: number,
  entries: readonly HullEntry[],
  options: HullOptions = { excludeComposition: null },
): HullDistance {
  const { referenceEnergyPerAtom, hullFormationEnergyPerAtom, decomposition, competingEntries } = convexHullAt(composition, entries, options);
  const formationEnergyPerAtom = energyPerAtom - referenceEnergyPerAtom;
  const distance = formationEnergyPerAtom - hullFormationEnergyPerAtom;
  return { formationEnergyPerAtom, energyAboveHull: Math.abs(distance) < HULL_TOLERANCE ? 0 : distance, decomposition, competingEntries };
}
