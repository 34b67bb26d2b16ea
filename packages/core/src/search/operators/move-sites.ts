import { createLattice, latticeVolume } from '../../crystal/lattice.js';
import type { Structure } from '../../crystal/structure.js';
import { createStructure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { invertMat3, multiplyMat3, rowTimesMat3, scaleMat3 } from '../../numerics/mat3.js';
import { addVec3 } from '../../numerics/vec3.js';

/** @param displacements (nsites × 3), Cartesian, Å */
export function displaceSites({ lattice, atomicNumbers, fracCoords }: Structure, displacements: ArrayLike<number>): Structure {
  const inverse = invertMat3(lattice.vectors);
  return createStructure(
    lattice,
    atomicNumbers,
    fracCoords.map((position, i) =>
      addVec3(position, rowTimesMat3([displacements[3 * i], displacements[3 * i + 1], displacements[3 * i + 2]], inverse)),
    ),
  );
}

/** Multiply the cell by 1 + ε, fractional coordinates kept. @param strain ε, symmetric */
export function strainCell(structure: Structure, strain: Mat3): Structure {
  const deformation = strain.map((row, i) => row.map((x, j) => x + (i === j ? 1 : 0))) as unknown as Mat3;
  return { ...structure, lattice: createLattice(multiplyMat3(structure.lattice.vectors, deformation)) };
}

/** The same shape with another volume. @param volume Å³ */
export function scaleToVolume(structure: Structure, volume: number): Structure {
  const factor = Math.cbrt(volume / latticeVolume(structure.lattice));
  return { ...structure, lattice: createLattice(scaleMat3(structure.lattice.vectors, factor)) };
}
