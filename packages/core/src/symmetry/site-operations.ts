/**
 * What symmetry operations do to the sites of a structure: an operation maps column fractional coordinates x to Wx + w and site i onto site
 * `permutation[i]`.
 */
import type { SiteSymmetry } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import { determinant3, invert3, multiply3, transpose3 } from '../numerics/flat-mat3.js';
import { rowTimesMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { addVec3, norm, scaleVec3, subtractVec3 } from '../numerics/vec3.js';
import type { SymmetryOperation } from './symmetry-operation.js';
import { applyOperation } from './symmetry-operation.js';

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
  const lattice = symmetrizeLattice(Float64Array.from(structure.lattice.vectors.flat()), operations);
  const row = (i: number): Vec3 => [lattice[3 * i], lattice[3 * i + 1], lattice[3 * i + 2]];
  return createStructure({ vectors: [row(0), row(1), row(2)] }, structure.atomicNumbers, fracCoords);
}

/** M·U with U symmetric and M U² Mᵀ the mean of WᵀGW over the operations, G = M Mᵀ. */
function symmetrizeLattice(lattice: Float64Array, operations: readonly SiteOperation[]): Float64Array {
  const metric = multiply3(lattice, transpose3(lattice));
  const mean = new Float64Array(9);
  for (const { rotation } of operations) {
    const turned = multiply3(multiply3(transpose3(rotation.flat()), metric), rotation.flat());
    for (let k = 0; k < 9; k++) mean[k] += turned[k] / operations.length;
  }
  const inverse = invert3(lattice);
  return multiply3(lattice, squareRoot(multiply3(multiply3(inverse, mean), transpose3(inverse))));
}

/** Square root of a symmetric positive definite matrix near 1, by Newton's iteration X ← (X + X⁻¹A)/2. */
function squareRoot(a: Float64Array): Float64Array {
  let x = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  for (let iteration = 0; iteration < 60; iteration++) {
    const quotient = multiply3(invert3(x), a);
    const next = x.map((value, k) => (value + quotient[k]) / 2);
    const change = Math.max(...next.map((value, k) => Math.abs(value - x[k])));
    x = next;
    if (change < 1e-15 * Math.cbrt(Math.abs(determinant3(x)))) break;
  }
  return x;
}

const nearestOffset = ([x, y, z]: Vec3): Vec3 => [x - Math.round(x), y - Math.round(y), z - Math.round(z)];
