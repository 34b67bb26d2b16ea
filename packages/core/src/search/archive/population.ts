import type { Phase } from '../search-types.js';

/** Phases that may be parents. */
export const POPULATION = 20;

/** The lowest phase of each niche, by rising enthalpy. */
export function lowestOfNiches(phases: readonly Phase[]): Phase[] {
  const lowest = new Map<number, Phase>();
  for (const phase of phases) {
    const best = lowest.get(phase.niche);
    if (best === undefined || phase.enthalpyPerAtom < best.enthalpyPerAtom) lowest.set(phase.niche, phase);
  }
  return [...lowest.values()].sort((a, b) => a.enthalpyPerAtom - b.enthalpyPerAtom || a.id - b.id);
}

/** The phase of lowest enthalpy; null where there is none. */
export const lowestPhase = (phases: readonly Phase[]): Phase | null =>
  phases.length === 0 ? null : phases.reduce((best, phase) => (phase.enthalpyPerAtom < best.enthalpyPerAtom ? phase : best));
