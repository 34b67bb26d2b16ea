/**
 * Keeping the symmetry of a crystal while it moves: the mean of a vector over all operations is its part that the symmetry leaves alone.
 *
 * An operation maps column fractional coordinates x to Wx + w and site i onto site `permutation[i]`. With the cell in rows M, Cartesian rows turn by
 * R = M⁻¹WᵀM; forces become f·R on the image site, and symmetric matrices (strain, stress) RᵀσR.
 */
import type { Structure } from '../../crystal/structure.js';
import { createStructure } from '../../crystal/structure.js';
import { rowTimesMat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { addVec3, norm, scaleVec3, subtractVec3 } from '../../numerics/vec3.js';
import type { SymmetryOperation } from '../../symmetry/symmetry-operation.js';
import { applyOperation } from '../../symmetry/symmetry-operation.js';
import { determinant3, invert3, rowsTimes3, transpose3 } from './frechet-cell.js';

/** A symmetry operation of a structure, with what it does to the sites. */
export interface SiteOperation extends SymmetryOperation {
  /** `permutation[i]` is the site onto which site i is mapped. */
  readonly permutation: readonly number[];
}

/** Find the sites that operations exchange: the nearest one of the same element to each image. */
export function siteOperations({ lattice, atomicNumbers, fracCoords }: Structure, operations: readonly SymmetryOperation[]): SiteOperation[] {
  return operations.map((operation) => ({
    ...operation,
    permutation: fracCoords.map((position, i) => {
      const image = applyOperation(operation, position);
      const distances = fracCoords.map((other, j) =>
        atomicNumbers[i] === atomicNumbers[j] ? norm(rowTimesMat3(nearestOffset(subtractVec3(image, other)), lattice.vectors)) : Infinity,
      );
      return distances.indexOf(Math.min(...distances));
    }),
  }));
}

/** The operations in the Cartesian frame of one cell. */
export interface SymmetryProjection {
  /** (9) R of each operation. */
  readonly rotations: readonly Float64Array[];
  readonly permutations: readonly ArrayLike<number>[];
}

/** @param lattice (9) rows of a cell that has the symmetry exactly, as `symmetrizeStructure` gives it */
export function createSymmetryProjection(operations: readonly SiteOperation[], lattice: Float64Array): SymmetryProjection {
  const inverse = invert3(lattice);
  return {
    rotations: operations.map(({ rotation }) => multiply(multiply(inverse, transpose3(rotation.flat())), lattice)),
    permutations: operations.map(({ permutation }) => permutation),
  };
}

/** Mean over the operations of rows that belong to sites, (nsites × 3), Cartesian. */
export function projectSiteRows({ rotations, permutations }: SymmetryProjection, rows: Float64Array): Float64Array {
  const nsites = rows.length / 3;
  const turned = new Float64Array(rows.length);
  const mean = new Float64Array(rows.length);
  rotations.forEach((rotation, g) => {
    rowsTimes3(rows, rotation, nsites, turned);
    for (let i = 0; i < nsites; i++) for (let k = 0; k < 3; k++) mean[3 * permutations[g][i] + k] += turned[3 * i + k] / rotations.length;
  });
  return mean;
}

/** Mean over the operations of a Cartesian matrix, made symmetric. */
export function projectMatrix({ rotations }: SymmetryProjection, matrix: Float64Array): Float64Array {
  const mean = new Float64Array(9);
  for (const rotation of rotations) {
    const turned = multiply(multiply(transpose3(rotation), matrix), rotation);
    for (let k = 0; k < 9; k++) mean[k] += turned[k] / rotations.length;
  }
  const flipped = transpose3(mean);
  return mean.map((x, k) => (x + flipped[k]) / 2);
}

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
  const metric = multiply(lattice, transpose3(lattice));
  const mean = new Float64Array(9);
  for (const { rotation } of operations) {
    const turned = multiply(multiply(transpose3(rotation.flat()), metric), rotation.flat());
    for (let k = 0; k < 9; k++) mean[k] += turned[k] / operations.length;
  }
  const inverse = invert3(lattice);
  return multiply(lattice, squareRoot(multiply(multiply(inverse, mean), transpose3(inverse))));
}

/** Square root of a symmetric positive definite matrix near 1, by Newton's iteration X ← (X + X⁻¹A)/2. */
function squareRoot(a: Float64Array): Float64Array {
  let x = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
  for (let iteration = 0; iteration < 60; iteration++) {
    const quotient = multiply(invert3(x), a);
    const next = x.map((value, k) => (value + quotient[k]) / 2);
    const change = Math.max(...next.map((value, k) => Math.abs(value - x[k])));
    x = next;
    if (change < 1e-15 * Math.cbrt(Math.abs(determinant3(x)))) break;
  }
  return x;
}

const nearestOffset = ([x, y, z]: Vec3): Vec3 => [x - Math.round(x), y - Math.round(y), z - Math.round(z)];

function multiply(a: ArrayLike<number>, b: ArrayLike<number>): Float64Array {
  const result = new Float64Array(9);
  rowsTimes3(a, b, 3, result);
  return result;
}
