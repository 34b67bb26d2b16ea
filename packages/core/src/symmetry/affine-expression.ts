import type { Mat3 } from '../numerics/mat3.js';
import { mat3TimesColumn, multiplyMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import type { SymmetryOperation } from './symmetry-operation.js';

/** A coordinate triplet such as `x, 2x, 1/4` of International Tables: position = linear · (x, y, z) + constant24/24, as columns. */
export interface AffineExpression {
  /** Whole numbers; column k belongs to the free coordinate k of x, y, z and is zero where it does not occur. */
  readonly linear: Mat3;
  /** In 24ths, each in 0–23. */
  readonly constant24: Vec3;
}

const modulo24 = (n: number): number => ((n % 24) + 24) % 24;

/** Parse a triplet as tabulated, `x,-2x+1/2,z`. Only the engine's tables are read with it. */
export function parseAffineExpression(triplet: string): AffineExpression {
  const rows = triplet.split(',').map((text) => {
    const coefficients = [0, 0, 0];
    let constant = 0;
    for (const [, sign, whole, , divisor, variable] of text.replaceAll(' ', '').matchAll(/([+-]?)(\d*)(\/(\d+))?([xyz]?)/g)) {
      if (!whole && !variable) continue;
      const value = ((sign === '-' ? -1 : 1) * Number(whole || 1)) / Number(divisor ?? 1);
      if (variable) coefficients['xyz'.indexOf(variable)] = value;
      else constant += value;
    }
    return { coefficients, constant: modulo24(Math.round(constant * 24)) };
  });
  return {
    linear: rows.map(({ coefficients }) => coefficients) as unknown as Mat3,
    constant24: rows.map(({ constant }) => constant) as unknown as Vec3,
  };
}

/** The image of the expression under a tabulated operation, constant reduced to one cell. */
export function transformExpression({ rotation, translation }: SymmetryOperation, { linear, constant24 }: AffineExpression): AffineExpression {
  const constant = mat3TimesColumn(rotation, constant24);
  return {
    linear: multiplyMat3(rotation, linear),
    constant24: [0, 1, 2].map((i) => modulo24((constant[i] as number) + Math.round((translation[i] as number) * 24))) as unknown as Vec3,
  };
}

/** Which of x, y, z occur, as column numbers. */
export const freeColumns = ({ linear }: AffineExpression): number[] => [0, 1, 2].filter((column) => linear.some((row) => row[column] !== 0));
