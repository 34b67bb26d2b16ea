import { sameComposition } from '@kessho/core/composition/reduce-composition';
import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { isSameStructure } from '@kessho/core/matching/match-structures';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import { lowestOfCompositions } from '@kessho/core/search/archive/hull-of-archive';
import type { Phase, SearchState } from '@kessho/core/search/search-types';
import type { KnownPhase } from './known-phases.js';

/** What relaxations of one crystal differ by at most, eV/atom. */
const SAME_WITHIN = 0.005;
/** By so much another crystal must lie lower, eV/atom. */
const LOWER_BY = 0.001;

/** What became of a known phase. */
export interface Verdict {
  readonly id: string;
  readonly formula: string;
  /** `same`: a phase matches it and is as low. `lower`: another crystal of its composition lies below it, so that it was not the ground state of the potential. */
  readonly found: 'same' | 'lower' | null;
  /** Relaxations until then; null where it was not. */
  readonly relaxations: number | null;
  /** Lowest of its composition less the known one, eV/atom; null where nothing of the composition was kept. */
  readonly lowestOver: number | null;
  /** Crystals of its composition that were relaxed. */
  readonly tries: number;
}

/** Something below all that is known. */
export interface BelowKnown {
  readonly formula: string;
  readonly nsites: number;
  readonly spaceGroup: number | null;
  /** eV/atom, negative: above the hull of the known phases. */
  readonly energyAboveKnownHull: number;
  readonly relaxations: number;
}

/** @param targets known phases that are to be found @param state of a search whose tasks are one relaxation each */
export function judgeTargets(targets: readonly KnownPhase[], { phases, individuals }: SearchState): Verdict[] {
  const structureOf = (phase: Phase) => individuals[phase.individual]?.outcome?.structure ?? null;
  return targets.map(({ id, formula, composition, energyPerAtom, structure }) => {
    const own = phases.filter((phase) => sameComposition(phase.composition, composition));
    const matchable = prepareForMatching(structure);
    const same = own.find((phase) => {
      const found = structureOf(phase);
      return phase.energyPerAtom <= energyPerAtom + SAME_WITHIN && found !== null && isSameStructure(matchable, prepareForMatching(found));
    });
    const lower = own.find((phase) => phase.energyPerAtom < energyPerAtom - LOWER_BY);
    const found = same ?? lower;
    return {
      id,
      formula,
      found: same !== undefined ? 'same' : lower !== undefined ? 'lower' : null,
      relaxations: found === undefined ? null : found.foundAt + 1,
      lowestOver: own.length === 0 ? null : Math.min(...own.map((phase) => phase.energyPerAtom)) - energyPerAtom,
      tries: individuals.filter(({ start }) => sameComposition(composition, compositionFromSites(start.atomicNumbers))).length,
    };
  });
}

/** The lowest phase of each composition that lies below the hull of the known phases, the deepest first. */
export function belowKnown({ phases, individuals }: SearchState, known: readonly HullEntry[]): BelowKnown[] {
  return [...lowestOfCompositions(phases).values()]
    .flatMap((phase) => {
      const { energyAboveHull } = computeEnergyAboveHull(phase.composition, phase.energyPerAtom, known);
      const structure = individuals[phase.individual]?.outcome?.structure;
      if (energyAboveHull >= -LOWER_BY || structure === undefined) return [];
      return [
        {
          formula: reducedFormula(phase.composition),
          nsites: prepareForMatching(structure).atomCount,
          spaceGroup: phase.spaceGroup,
          energyAboveKnownHull: energyAboveHull,
          relaxations: phase.foundAt + 1,
        },
      ];
    })
    .sort((a, b) => a.energyAboveKnownHull - b.energyAboveKnownHull);
}
