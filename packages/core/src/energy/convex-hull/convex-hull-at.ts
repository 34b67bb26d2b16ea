import type { Composition } from '../../composition/composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import { symbolOf } from '../../elements/elements.js';
import { CoreError } from '../../errors.js';
import type { HullEntry, HullPhase } from './hull-entry.js';
import type { PhaseColumns } from './solve-decomposition.js';
import { solveDecomposition } from './solve-decomposition.js';

/** Phases with a smaller share of the atoms are rounding. */
const SHARE_TOLERANCE = 1e-8;

/** No phase of an element of the composition is among the entries, so that nothing can be said of formation or stability. */
export class ReferenceMissingError extends CoreError {
  readonly code = 'ReferenceMissing';
}

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
 * @throws {ReferenceMissingError} for an element of which there is no phase
 */
export function convexHullAt(composition: Composition, entries: readonly HullEntry[], options: HullOptions = { excludeComposition: null }): HullPoint {
  const elements = composition.atomicNumbers;
  const { excludeComposition } = options;
  const lowest = new Map<number, HullEntry>();
  const compounds: HullEntry[] = [];
  let competingEntries = 0;
  for (const entry of entries) {
    const { atomicNumbers } = entry.composition;
    if (!atomicNumbers.every((z) => elements.includes(z))) continue;
    if (excludeComposition !== null && sameComposition(entry.composition, excludeComposition)) continue;
    competingEntries++;
    if (atomicNumbers.length > 1) compounds.push(entry);
    else if (entry.energyPerAtom < (lowest.get(atomicNumbers[0])?.energyPerAtom ?? Infinity)) lowest.set(atomicNumbers[0], entry);
  }
  const references = elements.map((z) => {
    const reference = lowest.get(z);
    if (reference === undefined) throw new ReferenceMissingError(`No reference phase of the element ${symbolOf(z)}`);
    return reference;
  });
  const phases = [...references, ...compounds];
  const columns = phaseColumns(elements, phases, references);
  const target = atomicFractions(composition);
  const { energy, columns: basis, shares } = solveDecomposition(columns, target);
  return {
    referenceEnergyPerAtom: references.reduce((sum, reference, i) => sum + target[i] * reference.energyPerAtom, 0),
    hullFormationEnergyPerAtom: energy,
    decomposition: basis
      .map((column, i) => ({ entryId: phases[column].id, formula: phases[column].formula, fraction: shares[i] }))
      .filter(({ fraction }) => fraction > SHARE_TOLERANCE)
      .sort((a, b) => b.fraction - a.fraction || (a.entryId < b.entryId ? -1 : 1)),
    competingEntries,
  };
}

function phaseColumns(elements: readonly number[], phases: readonly HullEntry[], references: readonly HullEntry[]): PhaseColumns {
  const n = elements.length;
  const fractions = new Float64Array(phases.length * n);
  const formationEnergies = new Float64Array(phases.length);
  phases.forEach(({ composition: { atomicNumbers, counts }, energyPerAtom }, column) => {
    let total = 0;
    for (const count of counts) total += count;
    let formation = energyPerAtom;
    for (let k = 0; k < counts.length; k++) {
      const element = elements.indexOf(atomicNumbers[k]);
      fractions[column * n + element] = counts[k] / total;
      formation -= (counts[k] / total) * references[element].energyPerAtom;
    }
    // The references themselves must be 0 to the last bit.
    formationEnergies[column] = column < n ? 0 : formation;
  });
  return { nElements: n, fractions, formationEnergies };
}

function atomicFractions({ counts }: Composition): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Float64Array.from(counts, (count) => count / total);
}
