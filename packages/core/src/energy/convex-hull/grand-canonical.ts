import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { symbolOf } from '../../elements/elements.js';
import type { HullEntry } from './hull-entry.js';
import { InvalidHullInputError } from './hull-errors.js';

/** An element that the surroundings supply or take up. */
export interface OpenElement {
  readonly atomicNumber: number;
  /** eV/atom, on the scale of the total energies of the entries. */
  readonly chemicalPotential: number;
}

/**
 * Entries as a system sees them that is open to some elements: the grand potential E − Σ μ_i N_i for each atom of the other elements, at the
 * composition of those alone. Their hull (`computePhaseDiagram`) is the grand-canonical one; all its energies and fractions are per atom that is not
 * open. Entries of open elements alone drop out. As `GrandPotentialPhaseDiagram` of pymatgen (Ong et al. 2008, doi:10.1021/cm702327g).
 * @throws {InvalidHullInputError} for an element that stands twice, or a potential that is no number
 */
export function openEntries<Entry extends HullEntry>(entries: readonly Entry[], open: readonly OpenElement[]): Entry[] {
  const potentials = new Map(open.map(({ atomicNumber, chemicalPotential }) => [atomicNumber, chemicalPotential]));
  if (potentials.size < open.length) throw new InvalidHullInputError('An open element stands twice');
  for (const [z, potential] of potentials)
    if (!Number.isFinite(potential)) throw new InvalidHullInputError(`The chemical potential of ${symbolOf(z)} is ${potential} eV`);
  return entries.flatMap((entry) => {
    const composition = closedPart(entry.composition, potentials);
    if (composition.counts.length === 0) return [];
    const { atomicNumbers, counts } = entry.composition;
    const supplied = atomicNumbers.reduce((sum, z, k) => sum + counts[k] * (potentials.get(z) ?? 0), 0);
    return [{ ...entry, composition, energyPerAtom: (entry.energyPerAtom * atomCount(entry.composition) - supplied) / atomCount(composition) }];
  });
}

/** The elements that are not open. */
function closedPart({ atomicNumbers, counts }: Composition, open: ReadonlyMap<number, unknown>): Composition {
  const closed = atomicNumbers.map((z, k) => [z, counts[k]] as const).filter(([z]) => !open.has(z));
  return { atomicNumbers: closed.map(([z]) => z), counts: closed.map(([, count]) => count) };
}
