import type { Structure } from '@kessho/core/crystal/structure';
import { CoreError } from '@kessho/core/errors';
import type { SymmetryDataset } from '@kessho/core/symmetry/find-symmetry';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';

/** Å, tried in turn: the tolerance of the Materials Project's own labels, then smaller ones where it leads to no group. As `training/prototypes`. */
const SYMPRECS = [0.1, 0.03, 0.01, 1e-3] as const;

/** Of a crystal that is to be compared with stored ones. @throws {SymmetryNotFoundError} where no tolerance leads to a group */
export function symmetryOfImported(structure: Structure): SymmetryDataset {
  const [first, ...smaller] = SYMPRECS;
  let failure: unknown;
  for (const symprec of [first, ...smaller]) {
    try {
      return findSymmetry(structure, symprec);
    } catch (error) {
      if (!(error instanceof CoreError) || error.code !== 'SymmetryNotFound') throw error;
      failure = error;
    }
  }
  throw failure;
}
