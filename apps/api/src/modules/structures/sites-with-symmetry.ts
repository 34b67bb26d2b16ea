import type { Structure } from '@kessho/core/crystal/structure';
import { CoreError } from '@kessho/core/errors';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import type { SiteSymmetry } from '@kessho/schema/results/crystal-geometry';

/** Wyckoff position and orbit of each site; null where the tolerance leads to no space group. @param symprec Å */
export function sitesWithSymmetry(structure: Structure, symprec: number): SiteSymmetry[] | null {
  const dataset = symmetryOrNull(structure, symprec);
  if (dataset === null) return null;
  const { wyckoffLetters, siteSymmetries, orbitOf, standardizedCell } = dataset;
  const perConventionalCell = standardizedCell.atomicNumbers.length / structure.atomicNumbers.length;
  return structure.atomicNumbers.map((_, site) => ({
    wyckoffLetter: wyckoffLetters[site] ?? '?',
    multiplicity: Math.round(orbitOf.filter((orbit) => orbit === orbitOf[site]).length * perConventionalCell),
    siteSymmetry: siteSymmetries[site] ?? '',
    orbit: orbitOf[site] ?? site,
  }));
}

function symmetryOrNull(structure: Structure, symprec: number) {
  try {
    return findSymmetry(structure, symprec);
  } catch (error) {
    if (error instanceof CoreError && error.code === 'SymmetryNotFound') return null;
    throw error;
  }
}
