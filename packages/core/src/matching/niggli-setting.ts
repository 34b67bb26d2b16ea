/**
 * Choose among the equivalent Niggli bases of a lattice the one that pymatgen chooses.
 *
 * A lattice of high symmetry has several bases with the same Niggli parameters. The primitive reduction measures its tolerance along the axes of the
 * basis, so for a crystal less symmetric than its lattice the choice can decide whether a smaller cell is found. pymatgen takes the first basis in
 * the order of its neighbor search (`Lattice.get_niggli_reduced_lattice`, `find_mapping`; version 2026.10): vectors by the signs of their x, y and z,
 * negative first, then by falling components. It depends on how the crystal lies in space, and has to be followed for the same verdicts.
 */
import { changeBasis } from '../crystal/change-basis.js';
import { InvalidLatticeError, latticeVolume } from '../crystal/lattice.js';
import { niggliReduce } from '../crystal/niggli.js';
import type { Structure } from '../crystal/structure.js';
import type { Mat3 } from '../numerics/mat3.js';
import { determinant, multiplyMat3, scaleMat3 } from '../numerics/mat3.js';
import { cellShape, findBases } from './lattice-bases.js';

/** Times V^(1/3) in Å this is both the ε of the reduction, in Å², and the relative tolerance of lengths: no units, but the number that decides. */
const TOLERANCE = 1e-5;

/** Degrees. */
const ANGLE_TOLERANCE = 1;

/** A coordinate above minus this, Å, counts as positive. */
const SIGN_TOLERANCE = 2e-8;

/** The structure in its Niggli cell, right-handed; sites keep their order. */
export function toNiggliSetting(structure: Structure): Structure {
  const { lattice } = structure;
  const tolerance = TOLERANCE * Math.cbrt(latticeVolume(lattice));
  const reduction = niggliReduce(lattice, tolerance);
  const reduced = Float64Array.from(reduction.lattice.vectors.flat());
  const bases = findBases(reduced, cellShape(reduced), tolerance, ANGLE_TOLERANCE);
  let first: Mat3 | null = null;
  let firstRank: readonly number[] = [];
  for (let at = 0; at < bases.length; at += 9) {
    const basis = multiplyMat3(matrixAt(bases, at), reduction.transformation);
    if (determinant(basis) < 0) continue;
    const rank = searchRank(basis, lattice.vectors);
    if (first === null || comesBefore(rank, firstRank)) [first, firstRank] = [basis, rank];
  }
  // The reduced basis itself is among them, unless its numbers are beyond double precision.
  if (first === null) throw new InvalidLatticeError(`No Niggli basis of ${JSON.stringify(lattice.vectors)} was found again`);
  return changeBasis(structure, determinant(lattice.vectors) > 0 ? first : scaleMat3(first, -1));
}

const matrixAt = (m: Int32Array, at: number): Mat3 => [
  [m[at]!, m[at + 1]!, m[at + 2]!],
  [m[at + 3]!, m[at + 4]!, m[at + 5]!],
  [m[at + 6]!, m[at + 7]!, m[at + 8]!],
];

/** Place of the basis in the order of the search, to be compared entry by entry: for a, then b, then c its octant and its components negated. */
const searchRank = (basis: Mat3, vectors: Mat3): number[] =>
  basis.flatMap((row) => {
    const octant = [0, 1, 2].reduce((bits, axis) => {
      const x = row[0] * vectors[0][axis]! + row[1] * vectors[1][axis]! + row[2] * vectors[2][axis]!;
      return 2 * bits + (x < -SIGN_TOLERANCE ? 0 : 1);
    }, 0);
    return [octant, -row[0], -row[1], -row[2]];
  });

function comesBefore(one: readonly number[], other: readonly number[]): boolean {
  const k = one.findIndex((x, index) => x !== other[index]);
  return k >= 0 && one[k]! < other[k]!;
}
