import type { Mat3 } from '../numerics/mat3.js';
import { determinant, invertMat3, multiplyMat3, rowTimesMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { addVec3 } from '../numerics/vec3.js';
import { createLattice } from './lattice.js';
import type { Structure } from './structure.js';
import { createStructure, InvalidStructureError } from './structure.js';

/**
 * Repeat a cell: newMatrix = P · matrix with |det P| times as many sites.
 * The copies of site i are the sites i·|det P| to (i + 1)·|det P| − 1 of the result.
 *
 * @param transformation P, whole numbers, determinant not zero; `[[2, 0, 0], [0, 2, 0], [0, 0, 2]]` doubles every edge
 * @throws {InvalidStructureError} for any other P
 */
export function makeSupercell(structure: Structure, transformation: Mat3): Structure {
  if (!transformation.flat().every(Number.isInteger) || determinant(transformation) === 0) {
    throw new InvalidStructureError(`A supercell needs whole numbers and a determinant other than zero, got ${JSON.stringify(transformation)}`);
  }
  const inverse = invertMat3(transformation);
  const translations = cosetRepresentatives(transformation);
  return createStructure(
    createLattice(multiplyMat3(transformation, structure.lattice.vectors)),
    structure.atomicNumbers.flatMap((z) => translations.map(() => z)),
    structure.fracCoords.flatMap((position) => translations.map((translation) => rowTimesMat3(addVec3(position, translation), inverse))),
  );
}

/** One lattice translation for each small cell within the supercell: the box below the diagonal of P's Hermite normal form. */
function cosetRepresentatives(transformation: Mat3): Vec3[] {
  const [m, n, p] = hermiteDiagonal(transformation);
  const translations: Vec3[] = [];
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) for (let k = 0; k < p; k++) translations.push([i, j, k]);
  return translations;
}

/** Diagonal of the upper triangular matrix that whole-number row operations make of P (Cohen, Computational Algebraic Number Theory, § 2.4). */
function hermiteDiagonal(transformation: Mat3): Vec3 {
  const rows = transformation.map((row) => [...row]);
  for (let column = 0; column < 3; column++) {
    for (;;) {
      const below = rows.slice(column).filter((row) => row[column] !== 0);
      const pivot = below.reduce((smallest, row) => (Math.abs(row[column]) < Math.abs(smallest[column]) ? row : smallest));
      const others = below.filter((row) => row !== pivot);
      if (others.length === 0) {
        rows.splice(rows.indexOf(pivot), 1);
        rows.splice(column, 0, pivot);
        break;
      }
      for (const row of others) {
        const multiple = Math.trunc(row[column] / pivot[column]);
        for (let k = 0; k < 3; k++) row[k] -= multiple * pivot[k];
      }
    }
  }
  return [Math.abs(rows[0][0]), Math.abs(rows[1][1]), Math.abs(rows[2][2])];
}
