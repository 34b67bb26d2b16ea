import { invertMat3, mat3TimesColumn, multiplyMat3, transpose } from '../../../numerics/mat3.js';
import type { Vec3 } from '../../../numerics/vec3.js';
import { centering } from '../../../symmetry/centering.js';
import { wyckoffPositions } from '../../../symmetry/wyckoff-positions.js';

/** The sites of one Wyckoff position in the primitive cell, ready for a kernel. */
export interface OrbitTable {
  readonly letter: string;
  /** Sites per primitive cell. */
  readonly multiplicity: number;
  /** 0–3. */
  readonly degreesOfFreedom: number;
  /** (multiplicity × 12): rows of a 3×3 matrix over x, y, z and a constant, in fractions of the primitive vectors: row i is at 4i … 4i + 3. */
  readonly expressions: Float64Array;
}

const tables = new Map<number, ReadonlyMap<string, OrbitTable>>();

/** By letter. Columns transform with P⁻ᵀ where rows of vectors transform with P. @throws {InvalidSpaceGroupError} outside of 1–230 */
export function orbitTables(spaceGroup: number): ReadonlyMap<string, OrbitTable> {
  let table = tables.get(spaceGroup);
  if (table === undefined) {
    const toPrimitive = transpose(invertMat3(centering(spaceGroup).primitiveMatrix));
    table = new Map(
      wyckoffPositions(spaceGroup).map(({ letter, coordinates, degreesOfFreedom }) => {
        const expressions = new Float64Array(12 * coordinates.length);
        coordinates.forEach(({ linear, constant24 }, member) => {
          const matrix = multiplyMat3(toPrimitive, linear);
          const constant = mat3TimesColumn(toPrimitive, constant24.map((x) => x / 24) as unknown as Vec3);
          for (let row = 0; row < 3; row++) {
            expressions.set(matrix[row] as Vec3, 12 * member + 4 * row);
            expressions[12 * member + 4 * row + 3] = constant[row] as number;
          }
        });
        return [letter, { letter, multiplicity: coordinates.length, degreesOfFreedom, expressions }];
      }),
    );
    tables.set(spaceGroup, table);
  }
  return table;
}
