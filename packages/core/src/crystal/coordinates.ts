import { invertMat3, rowTimesMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import type { Lattice } from './lattice.js';

/** Cartesian position in Å of each fractional one: fractional · matrix. */
export const cartesianFromFractional = (lattice: Lattice, fracCoords: readonly Vec3[]): Vec3[] =>
  fracCoords.map((position) => rowTimesMat3(position, lattice.vectors));

/** Fractional position of each Cartesian one (Å), as it comes: not wrapped. */
export function fractionalFromCartesian(lattice: Lattice, cartCoords: readonly Vec3[]): Vec3[] {
  const inverse = invertMat3(lattice.vectors);
  return cartCoords.map((position) => rowTimesMat3(position, inverse));
}
