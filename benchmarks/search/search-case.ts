import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import type { Composition } from '@kessho/core/composition/composition';
import { isSameStructure } from '@kessho/core/matching/match-structures';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import { relaxTaskWith } from '@kessho/core/search/relax-task';
import { loadSearchKnowledge, type LoadedSearchKnowledge, type SearchKnowledgeOptions } from '@kessho/models/runtime/load-search-knowledge';
import type { BenchmarkCrystal } from '../csp/benchmark-crystal.js';

/** A composition whose ground state the potential agrees to: what a search can be asked to find. */
export interface SearchCase {
  readonly id: string;
  readonly formula: string;
  readonly composition: Composition;
  readonly nsites: number;
  readonly spaceGroup: number;
  /** Of the known crystal, relaxed with the potential, eV/atom. */
  readonly truthPerAtom: number;
  readonly loaded: LoadedSearchKnowledge;
}

/** Null where the relaxation leaves the known crystal, or the potential finds it above the hull of its references. */
export async function searchCase(
  { id, formula, structure, spaceGroup }: BenchmarkCrystal,
  options: SearchKnowledgeOptions,
): Promise<SearchCase | null> {
  const composition = reduceComposition(compositionFromSites(structure.atomicNumbers));
  const loaded = await loadSearchKnowledge(composition.atomicNumbers, options);
  const task = { index: 0, individual: 0, structure, maxSteps: 300, giveUpAbove: null, refineBelow: null };
  const relaxed = await relaxTaskWith(loaded.energyModel)(task, 0, { signal: null, onProgress: null });
  if (relaxed.stopReason !== 'converged' || !isSameStructure(prepareForMatching(structure), prepareForMatching(relaxed.structure))) return null;
  const { energyAboveHull } = computeEnergyAboveHull(composition, relaxed.energyPerAtom, loaded.knowledge.referenceEntries);
  if (energyAboveHull > 0) return null;
  return { id, formula, composition, nsites: structure.atomicNumbers.length, spaceGroup, truthPerAtom: relaxed.enthalpyPerAtom, loaded };
}
