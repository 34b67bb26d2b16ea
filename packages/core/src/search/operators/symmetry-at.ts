import type { Structure } from '../../crystal/structure.js';
import { findSymmetry, type SymmetryDataset } from '../../symmetry/find-symmetry.js';
import { foundNoSymmetry } from '../../symmetry/symmetry-errors.js';

/** The symmetry at a tolerance; null where the tolerance leads to no group, as loose ones may. @param symprec Å */
export function symmetryAt(structure: Structure, symprec: number): SymmetryDataset | null {
  try {
    return findSymmetry(structure, symprec);
  } catch (error) {
    if (foundNoSymmetry(error)) return null;
    throw error;
  }
}
