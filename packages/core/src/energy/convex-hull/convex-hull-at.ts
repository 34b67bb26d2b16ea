import type { Composition } from '../../composition/composition.js';
import { formulaUnitsOf } from '../../composition/reduce-composition.js';
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
  const excluded = options.excludeComposition === null ? null : compositionKey(options.excludeComposition);
  const lowest = new Map<string, HullEntry>();
  let competingEntries = 0;
  for (const entry of entries) {
    if (!entry.composition.atomicNumbers.every((z) => elements.includes(z))) continue;
    const key = compositionKey(entry.composition);
    if (key === excluded) continue;
    competingEntries++;
    const rival = lowest.get(key);
    if (rival === undefined || entry.energyPerAtom < rival.energyPerAtom) lowest.set(key, entry);
  }
  const references = elements.map((z) => {
    const reference = lowest.get(compositionKey({ atomicNumbers: [z], counts: [1] }));
    if (reference === undefined) throw new ReferenceMissingError(`No reference phase of the element ${symbolOf(z)}`);
    return reference;
  });
  const compounds = [...lowest.values()].filter((entry) => entry.composition.atomicNumbers.length > 1);
  const phases = [...references, ...compounds];
  const columns = phaseColumns(elements, phases, references);
  const target = atomicFractions(composition, elements);
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
  phases.forEach(({ composition, energyPerAtom }, column) => {
    const shares = atomicFractions(composition, elements);
    fractions.set(shares, column * n);
    // The references themselves must be 0 to the last bit.
    formationEnergies[column] = column < n ? 0 : shares.reduce((sum, x, i) => sum - x * references[i].energyPerAtom, energyPerAtom);
  });
  return { nElements: n, fractions, formationEnergies };
}

function atomicFractions({ atomicNumbers, counts }: Composition, elements: readonly number[]): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const fractions = new Float64Array(elements.length);
  atomicNumbers.forEach((z, k) => (fractions[elements.indexOf(z)] = counts[k] / total));
  return fractions;
}

/** Equal for compositions that differ only by a factor. */
function compositionKey(composition: Composition): string {
  const formulaUnits = formulaUnitsOf(composition);
  return composition.atomicNumbers.map((z, k) => `${z}:${composition.counts[k] / formulaUnits}`).join(' ');
}
