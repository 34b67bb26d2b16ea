import type { Mat3 } from '../../numerics/mat3.js';
import { determinant } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import type { SymmetryOperation } from '../../symmetry/symmetry-operation.js';
import { ParseFailedError, type TextPlace } from '../format-errors.js';
import { shorten } from '../text-lines.js';

/** Tabulated translations are whole 24ths; files round them to as little as three decimals. */
const TRANSLATION_ROUNDING = 0.002;

/**
 * Read a symmetry operation: three sums of x, y, z and numbers, as `x, y, z`, `-X+1/2,Y,0.5-Z`, `x-y,x,z+2/3`.
 * Translations close to a 24th are that 24th, and lie in [0, 1).
 * @throws {ParseFailedError} for anything else, and for a matrix whose determinant is not ±1
 */
export function operationFromXyz(text: string, place: TextPlace): SymmetryOperation {
  const refuse = (): never => {
    throw new ParseFailedError(`"${shorten(text)}" is not a symmetry operation`, place);
  };
  const parts = text.replace(/\s+/g, '').toLowerCase().split(',');
  if (parts.length !== 3) return refuse();
  const rows = parts.map((part) => {
    if (part.length > 60 || !/^(?:[+-]?(?:\d*\.?\d+(?:\/\d+)?|[xyz])(?=[+-]|$))+$/.test(part)) return refuse();
    const row = [0, 0, 0];
    let translation = 0;
    for (const [, sign, number, divisor, axis] of part.matchAll(/([+-]?)(?:(\d*\.?\d+)(?:\/(\d+))?|([xyz]))/g)) {
      const factor = sign === '-' ? -1 : 1;
      if (axis === undefined) translation += (factor * Number(number)) / Number(divisor ?? 1);
      else row['xyz'.indexOf(axis)] += factor;
    }
    if (!Number.isFinite(translation)) return refuse();
    const exact = Math.round(translation * 24) / 24;
    const meant = Math.abs(translation - exact) < TRANSLATION_ROUNDING ? exact : translation;
    return { row, translation: meant - Math.floor(meant) };
  });
  const rotation = rows.map(({ row }) => row) as unknown as Mat3;
  if (Math.abs(determinant(rotation)) !== 1) return refuse();
  return { rotation, translation: rows.map(({ translation }) => translation) as unknown as Vec3 };
}

/** Write a tabulated operation as `-x+1/2,y,z` without blanks; fractions have the denominators 2, 3, 4, 6 and 8 of the tables. */
export function xyzFromOperation({ rotation, translation }: SymmetryOperation): string {
  return rotation
    .map((row, k) => {
      const axes = row.map((factor, axis) => (factor === 0 ? '' : `${factor < 0 ? '-' : '+'}${'xyz'[axis]}`)).join('');
      const shift = Math.round(translation[k] * 24) % 24;
      const divisor = [24, 12, 8, 6, 4, 3, 2, 1].find((d) => shift % d === 0) ?? 1;
      return (axes + (shift === 0 ? '' : `+${shift / divisor}/${24 / divisor}`)).replace(/^\+/, '');
    })
    .join(',');
}
