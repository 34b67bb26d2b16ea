import type { Composition } from '../../composition/composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import type { HullEntry, HullPhase } from './hull-entry.js';
import { decompositionOf, elementalReferences, mixedEnergy, phaseColumns, writeAtomicFractions } from './phase-columns.js';
import { solveDecomposition } from './solve-decomposition.js';

export interface HullOptions {
  /** Leave out all entries of this composition, to see how far below the rest of the hull it lies; null for none. @default null */
  readonly excludeComposition: Composition | null;
}

/** The convex hull at one composition. */
export interface HullPoint {
  /** Elemental references weighted by the composition, eV/atom; subtract from a total energy to get the formation energy. */
  readonly referenceEnergyPerAtom: number;
  /** Formation energy of the hull, eV/atom, ≤ 0. */
  readonly hullFormationEnergyPerAtom: number;
  /** What a phase of this composition decomposes into, the largest share first. */
  readonly decomposition: readonly HullPhase[];
  /** Entries of the chemical system, elements and its other sub-systems included. */
  readonly competingEntries: number;
}

/**
 * The hull at one composition, for any number of elements. The lowest phase of each element in `entries` is its reference.
 * For many compositions of one system `computePhaseDiagram` is the quicker way.
 * @throws {ReferenceMissingError} for an element of which there is no phase
 */
export function convexHullAt(
  composition: Composition,
  entries: readonly HullEntry[],
  options: HullOptions = { excludeComposition: null },
): HullPoint {
  const elements = composition.atomicNumbers;
  const { excludeComposition } = options;
  const competing = entries.filter(
    (entry) =>
      entry.composition.atomicNumbers.every((z) => elements.includes(z)) &&
      (excludeComposition === null || !sameComposition(entry.composition, excludeComposition)),
  );
  const references = elementalReferences(elements, competing);
  const phases = [...references, ...competing.filter(({ composition: { atomicNumbers } }) => atomicNumbers.length > 1)];
  const target = new Float64Array(elements.length);
  writeAtomicFractions(composition, elements, target);
  const { energy, columns, shares } = solveDecomposition(phaseColumns(elements, phases, references), target);
  return {
    referenceEnergyPerAtom: mixedEnergy(target, references),
    hullFormationEnergyPerAtom: energy,
    decomposition: decompositionOf(phases, columns, shares),
    competingEntries: competing.length,
  };
}
