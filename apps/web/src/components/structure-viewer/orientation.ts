import type { Mat3 } from '@kessho/core/numerics/mat3';
import { Matrix4, Quaternion, Vector3 } from 'three';

export type CellAxis = 'a' | 'b' | 'c';

const AXES: readonly CellAxis[] = ['a', 'b', 'c'];

/** The lattice vector that stands upright on the screen when one looks along an axis. */
const UPRIGHT: { readonly [axis in CellAxis]: CellAxis } = { a: 'c', b: 'c', c: 'b' };

/** Turns of the first view, radians: from looking along a, a little around the upright axis and a little from above. */
const FIRST_TURN = { aroundUpright: -0.42, fromAbove: 0.24 };

const vectorOf = (lattice: Mat3, axis: CellAxis): Vector3 => new Vector3(...(lattice[AXES.indexOf(axis)] ?? [0, 0, 1]));

/** The rotation of the crystal in which an axis points at the viewer. */
export function lookAlong(lattice: Mat3, axis: CellAxis): Quaternion {
  const towards = vectorOf(lattice, axis).normalize();
  const up = vectorOf(lattice, UPRIGHT[axis]);
  up.addScaledVector(towards, -up.dot(towards)).normalize();
  const right = new Vector3().crossVectors(up, towards);
  // The rows of the rotation are the crystal's directions that become right, up and towards the viewer.
  return new Quaternion().setFromRotationMatrix(new Matrix4().makeBasis(right, up, towards).transpose());
}

/** Turn by angles around the screen's upright and horizontal axes, radians. */
export const turn = (orientation: Quaternion, aroundUpright: number, aroundHorizontal: number): Quaternion =>
  new Quaternion()
    .setFromAxisAngle(new Vector3(1, 0, 0), aroundHorizontal)
    .multiply(new Quaternion().setFromAxisAngle(new Vector3(0, 1, 0), aroundUpright))
    .multiply(orientation);

export const firstOrientation = (lattice: Mat3): Quaternion => turn(lookAlong(lattice, 'a'), FIRST_TURN.aroundUpright, FIRST_TURN.fromAbove);
