import { latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { symmetryAt } from './symmetry-at.js';

/** Å; what a symmetry is already held at. */
const HELD = 0.03;
/** Å, loosest first. */
const LOOSE = [0.8, 0.6, 0.45, 0.3, 0.2, 0.1] as const;
/** A symmetrization that changes the volume by more has turned the crystal into another. */
const VOLUME_CHANGE = 0.3;

/**
 * The crystal with the highest symmetry that a loose tolerance finds in it, exactly. @returns null where no tolerance finds more operations per atom than it has
 */
export function symmetryRaising(structure: Structure): Structure | null {
  const held = symmetryAt(structure, HELD);
  const orderOf = (found: NonNullable<typeof held>): number => found.operations.length / structure.atomicNumbers.length;
  for (const symprec of LOOSE) {
    const found = symmetryAt(structure, symprec);
    if (found === null || (held !== null && orderOf(found) <= orderOf(held))) continue;
    const { primitiveCell } = found;
    const volumeOf = ({ lattice, atomicNumbers }: Structure): number => latticeVolume(lattice) / atomicNumbers.length;
    if (Math.abs(Math.log(volumeOf(primitiveCell) / volumeOf(structure))) < VOLUME_CHANGE) return primitiveCell;
  }
  return null;
}
