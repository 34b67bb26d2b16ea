import type { Vec3 } from '@kessho/core/numerics/vec3';

/** Along one axis. */
export const MOST_CELLS = 5;

const isCount = (count: number): boolean => Number.isInteger(count) && count >= 1 && count <= MOST_CELLS;

/** `2` for as many along all axes, `2x1x3` for others; a single cell for anything else. */
export function supercellFromText(text: string | null): Vec3 {
  const [a = 1, b = a, c = a, ...rest] = (text ?? '1').split('x').map(Number);
  return rest.length === 0 && [a, b, c].every(isCount) ? [a, b, c] : [1, 1, 1];
}

/** Null for a single cell, so that the address stays short. */
export function textFromSupercell([a, b, c]: Vec3): string | null {
  if (a !== b || b !== c) return [a, b, c].join('x');
  return a === 1 ? null : String(a);
}
