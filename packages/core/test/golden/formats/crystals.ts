import { latticeFromParameters } from '../../../src/crystal/lattice.js';
import { createStructure, type Structure } from '../../../src/crystal/structure.js';
import type { Vec3 } from '../../../src/numerics/vec3.js';
import reference from './reference.json' with { type: 'json' };

/** The crystals of the reference in pymatgen's primitive cells. */
export const crystals: readonly { readonly name: string; readonly structure: Structure }[] = reference.files
  .filter(({ format }) => format === 'pymatgen-json')
  .map(({ name, structure: { parameters, atomicNumbers, fracCoords } }) => {
    const [a, b, c, alpha, beta, gamma] = parameters;
    return {
      name,
      structure: createStructure(latticeFromParameters({ a, b, c, alpha, beta, gamma }), atomicNumbers, fracCoords as unknown as Vec3[]),
    };
  });
