import { createStructure, type Structure } from '../../crystal/structure.js';
import { invertMat3, rowTimesMat3 } from '../../numerics/mat3.js';
import { addVec3 } from '../../numerics/vec3.js';
import type { Body } from './body.js';

/** Bodies in a cell, as a crystal: body by body, in their order. */
export function crystalOfBodies(lattice: Structure['lattice'], bodies: readonly Body[]): Structure {
  const inverse = invertMat3(lattice.vectors);
  return createStructure(
    lattice,
    bodies.flatMap(({ atomicNumbers }) => atomicNumbers),
    bodies.flatMap(({ center, offsets }) => offsets.map((offset) => addVec3(center, rowTimesMat3(offset, inverse)))),
  );
}
