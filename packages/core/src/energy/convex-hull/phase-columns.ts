import type { Composition } from '../../composition/composition.js';
import { symbolOf } from '../../elements/elements.js';
import { ReferenceMissingError } from './hull-errors.js';
import type { HullEntry, HullPhase } from './hull-entry.js';
import type { PhaseColumns } from './solve-decomposition.js';

/** Phases with a smaller share of the atoms are rounding. */
const SHARE_TOLERANCE = 1e-8;

/**
 * The lowest phase of each element, the first of equals.
 * @throws {ReferenceMissingError} for an element of which there is no phase
 */
export function elementalReferences<Entry extends HullEntry>(elements: readonly number[], entries: readonly Entry[]): Entry[] {
  const lowest = new Map<number, Entry>();
  for (const entry of entries) {
    const { atomicNumbers } = entry.composition;
    if (atomicNumbers.length === 1 && entry.energyPerAtom < (lowest.get(atomicNumbers[0])?.energyPerAtom ?? Infinity))
      lowest.set(atomicNumbers[0], entry);
  }
  return elements.map((z) => {
    const reference = lowest.get(z);
    if (reference === undefined) throw new ReferenceMissingError(`No reference phase of the element ${symbolOf(z)}`);
    return reference;
  });
}

/** Phases as columns of the linear program. The first ones must be the references, in the order of the elements; they are 0 to the last bit. */
export function phaseColumns(elements: readonly number[], phases: readonly HullEntry[], references: readonly HullEntry[]): PhaseColumns {
  const n = elements.length;
  const fractions = new Float64Array(phases.length * n);
  const formationEnergies = new Float64Array(phases.length);
  phases.forEach(({ composition, energyPerAtom }, column) => {
    const shares = fractions.subarray(column * n, (column + 1) * n);
    writeAtomicFractions(composition, elements, shares);
    formationEnergies[column] = column < n ? 0 : energyPerAtom - mixedEnergy(shares, references);
  });
  return { nElements: n, fractions, formationEnergies };
}

/** Share of each element among the atoms, into `out`, which is zero. */
export function writeAtomicFractions({ atomicNumbers, counts }: Composition, elements: readonly number[], out: Float64Array): void {
  let total = 0;
  for (const count of counts) total += count;
  for (let k = 0; k < counts.length; k++) out[elements.indexOf(atomicNumbers[k])] = counts[k] / total;
}

/** Elemental references weighted by atomic fractions, eV/atom. */
export function mixedEnergy(fractions: Float64Array, references: readonly HullEntry[]): number {
  let energy = 0;
  for (let k = 0; k < references.length; k++) energy += fractions[k] * references[k].energyPerAtom;
  return energy;
}

/** The phases of a decomposition, the largest share first. */
export const decompositionOf = (phases: readonly HullEntry[], columns: readonly number[], shares: readonly number[]): HullPhase[] =>
  columns
    .map((column, i) => ({ entryId: phases[column].id, formula: phases[column].formula, fraction: shares[i] }))
    .filter(({ fraction }) => fraction > SHARE_TOLERANCE)
    .sort((a, b) => b.fraction - a.fraction || (a.entryId < b.entryId ? -1 : 1));
