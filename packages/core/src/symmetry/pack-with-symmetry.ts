import type { SiteSymmetry, StructureBatch } from '../crystal/structure-batch.js';
import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { InvalidStructureError } from '../crystal/structure.js';
import { findSymmetry } from './find-symmetry.js';
import { foundNoSymmetry } from './symmetry-errors.js';
import { packSiteOperations, siteOperations, symmetrizeStructure } from './site-operations.js';

/** Å; far above the rounding of structures that were built with a symmetry, far below what an energy can tell. */
const SYMPREC = 1e-4;
/** Finding a symmetry takes a millisecond or so, as the evaluation of smaller cells does in a batch. */
const LEAST_ATOMS = 5;

/**
 * `packStructures` for single points of structures that have a symmetry but do not know it: sites move to where it is exact, by less than 1e-4 Å, and the
 * batch names the operations. Small cells are left alone.
 */
export function packWithSymmetry(structures: readonly Structure[]): StructureBatch {
  const found = structures.map(exactSymmetry);
  return { ...packStructures(found.map(({ structure }) => structure)), symmetries: found.map(({ symmetry }) => symmetry) };
}

function exactSymmetry(structure: Structure): { readonly structure: Structure; readonly symmetry: SiteSymmetry | null } {
  if (structure.atomicNumbers.length < LEAST_ATOMS) return { structure, symmetry: null };
  try {
    const { operations } = findSymmetry(structure, SYMPREC);
    if (operations.length === 1) return { structure, symmetry: null };
    const onSites = siteOperations(structure, operations);
    return { structure: symmetrizeStructure(structure, onSites), symmetry: packSiteOperations(onSites) };
  } catch (error) {
    if (foundNoSymmetry(error) || error instanceof InvalidStructureError) return { structure, symmetry: null };
    throw error;
  }
}
