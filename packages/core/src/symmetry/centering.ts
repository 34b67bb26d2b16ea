import type { Mat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { spaceGroup } from './space-group.js';

export const CENTERING_TYPES = ['P', 'A', 'B', 'C', 'I', 'R', 'F'] as const;
export type CenteringType = (typeof CENTERING_TYPES)[number];

export interface Centering {
  readonly type: CenteringType;
  /** Lattice points of the conventional cell, the origin first; as many as the conventional cell holds primitive ones. */
  readonly latticePoints: readonly Vec3[];
  /** P of primitiveVectors = P · conventionalVectors, vectors in rows; det P = 1 / number of lattice points. */
  readonly primitiveMatrix: Mat3;
}

const h = 1 / 2;
const t = 1 / 3;

// Lattice points and primitive bases of International Tables A (2016), table 2.1.1.2 (R: obverse, hexagonal axes) and of spglib, §"Transformation to a primitive cell".
const CENTERINGS: Readonly<Record<CenteringType, Omit<Centering, 'type'>>> = {
  P: {
    latticePoints: [[0, 0, 0]],
    primitiveMatrix: [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  },
  A: {
    latticePoints: [
      [0, 0, 0],
      [0, h, h],
    ],
    primitiveMatrix: [
      [1, 0, 0],
      [0, h, -h],
      [0, h, h],
    ],
  },
  B: {
    latticePoints: [
      [0, 0, 0],
      [h, 0, h],
    ],
    primitiveMatrix: [
      [h, 0, -h],
      [0, 1, 0],
      [h, 0, h],
    ],
  },
  C: {
    latticePoints: [
      [0, 0, 0],
      [h, h, 0],
    ],
    primitiveMatrix: [
      [h, -h, 0],
      [h, h, 0],
      [0, 0, 1],
    ],
  },
  I: {
    latticePoints: [
      [0, 0, 0],
      [h, h, h],
    ],
    primitiveMatrix: [
      [-h, h, h],
      [h, -h, h],
      [h, h, -h],
    ],
  },
  R: {
    latticePoints: [
      [0, 0, 0],
      [2 * t, t, t],
      [t, 2 * t, 2 * t],
    ],
    primitiveMatrix: [
      [2 * t, t, t],
      [-t, t, t],
      [-t, -2 * t, t],
    ],
  },
  F: {
    latticePoints: [
      [0, 0, 0],
      [0, h, h],
      [h, 0, h],
      [h, h, 0],
    ],
    primitiveMatrix: [
      [0, h, h],
      [h, 0, h],
      [h, h, 0],
    ],
  },
};

/** Centering of the conventional cell in the standard setting. @throws {InvalidSpaceGroupError} outside of 1–230 */
export function centering(spaceGroupNumber: number): Centering {
  const type = spaceGroup(spaceGroupNumber).centering;
  return { type, ...CENTERINGS[type] };
}
