/**
 * What symmetry operations do to the sites of a structure: an operation maps column fractional coordinates x to Wx + w and site i onto site
 * `permutation[i]`.
 */
import type { SiteSymmetry } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import { rowTimesMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { addVec3, norm, scaleVec3, subtractVec3 } from '../numerics/vec3.js';
import type { SymmetryOperation } from './symmetry-operation.js';
import { applyOperation } from './symmetry-operation.js';
import { symmetrizeLattice } from './symmetrize-lattice.js';

/** A symmetry operation of a structure, with what it does to the sites. */
export interface SiteOperation extends SymmetryOperation {
  /** `permutation[i]` is the site onto which site i is mapped. */
  readonly permutation: readonly number[];
}

/** Å; no two sites are this close, so a site found this close to an image is the nearest. */
const SURELY_NEAREST = 1e-3;

/** Find the sites that operations exchange: the nearest one of the same element to each image. */
export function siteOperations({ lattice, atomicNumbers, fracCoords }: Structure, operations: readonly SymmetryOperation[]): SiteOperation[] {
  const nearestSite = (image: Vec3, element: number): number => {
    let nearest = -1;
    let shortest = Infinity;
    for (let j = 0; j < fracCoords.length && shortest > SURELY_NEAREST; j++) {
      if (atomicNumbers[j] !== element) continue;
      const distance = norm(rowTimesMat3(nearestOffset(subtractVec3(image, fracCoords[j])), lattice.vectors));
      if (distance < shortest) [nearest, shortest] = [j, distance];
    }
    return nearest;
  };
  return operations.map((operation) => ({
    ...operation,
    permutation: fracCoords.map((position, i) => nearestSite(applyOperation(operation, position), atomicNumbers[i])),
  }));
}

/** Operations as a batch holds them. */
export const packSiteOperations = (operations: readonly SiteOperation[]): SiteSymmetry => ({
  operationCount: operations.length,
  rotations: Float64Array.from(operations.flatMap(({ rotation }) => rotation.flat())),
  translations: Float64Array.from(operations.flatMap(({ translation }) => translation)),
  permutations: Int32Array.from(operations.flatMap(({ permutation }) => permutation)),
});

/**
 * The nearest structure that has the operations exactly: sites move to the mean of their images, and the cell is stretched without being turned so
 * that its metric is the mean over the rotations.
 */
export function symmetrizeStructure(structure: Structure, operations: readonly SiteOperation[]): Structure {
  const shifts: Vec3[] = structure.fracCoords.map(() => [0, 0, 0]);
  for (const operation of operations)
    structure.fracCoords.forEach((position, i) => {
      const site = operation.permutation[i];
      const offset = nearestOffset(subtractVec3(applyOperation(operation, position), structure.fracCoords[site]));
      shifts[site] = addVec3(shifts[site], scaleVec3(offset, 1 / operations.length));
    });
  const fracCoords = structure.fracCoords.map((position, i) => addVec3(position, shifts[i]));
  const lattice = symmetrizeLattice(
    Float64Array.from(structure.lattice.vectors.flat()),
    operations.map(({ rotation }) => rotation),
  );
  const row = (i: number): Vec3 => [lattice[3 * i], lattice[3 * i + 1], lattice[3 * i + 2]];
  return createStructure({ vectors: [row(0), row(1), row(2)] }, structure.atomicNumbers, fracCoords);
}

const nearestOffset = ([x, y, z]: Vec3): Vec3 => [x - Math.round(x), y - Math.round(y), z - Math.round(z)];
