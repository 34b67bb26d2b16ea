import { createStructure, type Structure } from '../../crystal/structure.js';
import { invertMat3, rowTimesMat3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { addVec3, type Vec3 } from '../../numerics/vec3.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';

/** Standard deviation of each Cartesian displacement, Å: as large as the distortions that a symmetry search at 0.1 Å takes away from known crystals. */
const DISPLACEMENT = 0.06;

/**
 * The conventional cell of a structure with all sites pushed off their places, so that a relaxation can leave the symmetry, also by doubling a centered
 * cell; null where that cell has more than `maxAtoms` sites or no symmetry to leave.
 */
export function distortStructure(structure: Structure, maxAtoms: number, rng: Rng): Structure | null {
  const { standardizedCell, spaceGroup } = findSymmetry(structure);
  if (spaceGroup.number <= 2 || standardizedCell.atomicNumbers.length > maxAtoms) return null;
  const { lattice, atomicNumbers, fracCoords } = standardizedCell;
  const inverse = invertMat3(lattice.vectors);
  const push = (): Vec3 => rowTimesMat3([DISPLACEMENT * rng.normal(), DISPLACEMENT * rng.normal(), DISPLACEMENT * rng.normal()], inverse);
  return createStructure(
    lattice,
    atomicNumbers,
    fracCoords.map((position) => addVec3(position, push())),
  );
}
