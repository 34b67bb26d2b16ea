/**
 * The part of vectors and matrices that a symmetry leaves alone: their mean over all operations. With the cell in rows M, Cartesian rows turn by
 * R = M⁻¹WᵀM; forces become f·R on the image site, and matrices (strain, stress, virial) RᵀσR.
 */
import type { SiteSymmetry } from '../crystal/structure-batch.js';
import { invert3, multiply3, rowsTimes3, transpose3 } from '../numerics/flat-mat3.js';

/** The operations in the Cartesian frame of one cell. */
export interface SymmetryProjection {
  /** (9) R of each operation. */
  readonly rotations: readonly Float64Array[];
  /** (nOperations × nSites) */
  readonly permutations: Int32Array;
}

/** @param lattice (9) rows of a cell that has the symmetry exactly, as `symmetrizeStructure` gives it */
export function createSymmetryProjection({ operationCount, rotations, permutations }: SiteSymmetry, lattice: Float64Array): SymmetryProjection {
  const inverse = invert3(lattice);
  const cartesian = (g: number): Float64Array => multiply3(multiply3(inverse, transpose3(rotations.subarray(9 * g, 9 * g + 9))), lattice);
  return { rotations: Array.from({ length: operationCount }, (_, g) => cartesian(g)), permutations };
}

/** Mean over the operations of rows that belong to sites, (nsites × 3), Cartesian. */
export function projectSiteRows({ rotations, permutations }: SymmetryProjection, rows: Float64Array): Float64Array {
  const nsites = rows.length / 3;
  const turned = new Float64Array(rows.length);
  const mean = new Float64Array(rows.length);
  rotations.forEach((rotation, g) => {
    rowsTimes3(rows, rotation, nsites, turned);
    for (let i = 0; i < nsites; i++) {
      const image = 3 * permutations[g * nsites + i];
      for (let k = 0; k < 3; k++) mean[image + k] += turned[3 * i + k] / rotations.length;
    }
  });
  return mean;
}

/** Mean over the operations of a Cartesian matrix, made symmetric. */
export function projectMatrix({ rotations }: Pick<SymmetryProjection, 'rotations'>, matrix: Float64Array): Float64Array {
  const mean = new Float64Array(9);
  for (const rotation of rotations) {
    const turned = multiply3(multiply3(transpose3(rotation), matrix), rotation);
    for (let k = 0; k < 9; k++) mean[k] += turned[k] / rotations.length;
  }
  const flipped = transpose3(mean);
  return mean.map((x, k) => (x + flipped[k]) / 2);
}
