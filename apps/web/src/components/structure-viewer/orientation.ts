import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { Matrix4, Quaternion, Vector3 } from 'three';
import { planeNormal } from './miller-indices';

export type CellAxis = 'a' | 'b' | 'c';

/** A lattice vector, or the normal of the planes of these Miller indices: `[1, 0, 0]` is a*. */
export type ViewDirection = CellAxis | Vec3;

const AXES: readonly CellAxis[] = ['a', 'b', 'c'];

/** The sine of the angle to c below which it cannot stand upright on the screen; then b does. */
const LEAST_UPRIGHT = 0.1;

/** Turns of the first view, radians: from looking along a, a little around the upright axis and a little from above. */
const FIRST_TURN = { aroundUpright: -0.42, fromAbove: 0.24 };

const vectorOf = (lattice: Mat3, axis: CellAxis): Vector3 => new Vector3(...(lattice[AXES.indexOf(axis)] ?? [0, 0, 1]));

/** The rotation of the crystal in which a direction points at the viewer; c stands upright, or b where one looks along c. */
export function lookAlong(lattice: Mat3, direction: ViewDirection): Quaternion {
  const towards = (typeof direction === 'string' ? vectorOf(lattice, direction) : new Vector3(...planeNormal(lattice, direction))).normalize();
  const c = vectorOf(lattice, 'c').normalize();
  const up = new Vector3().crossVectors(c, towards).length() < LEAST_UPRIGHT || direction === 'c' ? vectorOf(lattice, 'b') : c;
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
