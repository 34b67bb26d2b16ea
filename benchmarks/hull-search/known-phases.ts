import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import type { Composition } from '@kessho/core/composition/composition';
import type { Structure } from '@kessho/core/crystal/structure';
import type { HullEntry } from '@kessho/core/energy/convex-hull/hull-entry';
import { computeEnergyAboveHull } from '@kessho/core/energy/convex-hull/energy-above-hull';
import { computePhaseDiagram } from '@kessho/core/energy/convex-hull/phase-diagram';
import { prepareForMatching } from '@kessho/core/matching/matchable-structure';
import { hullVolume } from '@kessho/core/search/convergence/hull-volume';
import type { RelaxTask } from '@kessho/core/search/search-knowledge';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import type { KnownCrystal } from './read-system.js';

/** A single point may lie this much above its relaxed energy, eV/atom: crystals above the hull by more are taken to be unstable. */
const RELAXED_WITHIN = 0.06;
const SYMPREC = 0.03;

/** A known crystal as the potential has it. */
export interface KnownPhase extends HullEntry {
  /** In the primitive cell. */
  readonly nsites: number;
  readonly spaceGroup: number;
  /** Relaxed. */
  readonly structure: Structure;
}

/** What is known of a system, in the energies of one potential. */
export interface KnownSystem {
  /** Phases on the hull of all known crystals with at most so many atoms: what a search in such cells should find. */
  readonly targets: readonly (KnownPhase & { /** On the hull of larger cells too. */ readonly isStable: boolean })[];
  /** Phases on the hull with more atoms: out of reach. */
  readonly tooLarge: readonly Pick<KnownPhase, 'id' | 'formula' | 'nsites'>[];
  /** Elements and every relaxed crystal, of any size. */
  readonly entries: readonly HullEntry[];
  /** Mean depths, eV/atom: of the hull of the targets, and of all. */
  readonly volumeWithin: number;
  readonly volume: number;
  readonly crystals: number;
  readonly relaxed: number;
}

/**
 * Relax the known crystals near the hull, and take the hull of what they become.
 * @param references of the potential, elements among them @param elements of the system
 */
export async function knownSystem(
  elements: readonly number[],
  crystals: readonly KnownCrystal[],
  references: readonly HullEntry[],
  maxAtoms: number,
  relax: RelaxTask,
): Promise<KnownSystem> {
  const energies = new Map(references.map(({ id, energyPerAtom }) => [id, energyPerAtom]));
  const compositionOf = ({ atomicNumbers }: Structure): Composition => reduceComposition(compositionFromSites(atomicNumbers));
  const near = crystals.filter(({ id, structure }) => {
    const energy = energies.get(id);
    return energy !== undefined && computeEnergyAboveHull(compositionOf(structure), energy, references).energyAboveHull <= RELAXED_WITHIN;
  });
  const phases: KnownPhase[] = [];
  for (const { id, structure } of near) {
    const task = { index: 0, individual: 0, structure, maxSteps: 300, giveUpAbove: null, refineBelow: null };
    const relaxed = await relax(task, 0, { signal: null, onProgress: null });
    if (relaxed.stopReason !== 'converged') continue;
    const composition = compositionOf(relaxed.structure);
    phases.push({
      id,
      formula: reducedFormula(composition),
      composition,
      energyPerAtom: relaxed.energyPerAtom,
      nsites: prepareForMatching(relaxed.structure).atomCount,
      spaceGroup: findSymmetry(relaxed.structure, SYMPREC).spaceGroup.number,
      structure: relaxed.structure,
    });
  }
  const ofElements = references.filter(({ composition: { atomicNumbers } }) => atomicNumbers.length === 1);
  const all = computePhaseDiagram<HullEntry>([...ofElements, ...phases], elements);
  const within = computePhaseDiagram<HullEntry>([...ofElements, ...phases.filter(({ nsites }) => nsites <= maxAtoms)], elements);
  const stableOf = ({ phases: placed, stable }: typeof all): Set<string> => new Set(stable.map((place) => placed[place]?.entry.id ?? ''));
  const [stable, stableWithin] = [stableOf(all), stableOf(within)];
  return {
    targets: phases.filter(({ id }) => stableWithin.has(id)).map((phase) => ({ ...phase, isStable: stable.has(phase.id) })),
    tooLarge: phases.filter(({ id, nsites }) => nsites > maxAtoms && stable.has(id)).map(({ id, formula, nsites }) => ({ id, formula, nsites })),
    entries: [...ofElements, ...phases.map(({ id, formula, composition, energyPerAtom }) => ({ id, formula, composition, energyPerAtom }))],
    volumeWithin: hullVolume(within),
    volume: hullVolume(all),
    crystals: crystals.length,
    relaxed: phases.length,
  };
}
