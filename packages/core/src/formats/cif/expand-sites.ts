import { wrapFractional } from '../../crystal/structure.js';
import type { Lattice } from '../../crystal/lattice.js';
import { rowTimesMat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { addVec3, norm, subtractVec3 } from '../../numerics/vec3.js';
import { applyOperation, type SymmetryOperation } from '../../symmetry/symmetry-operation.js';
import type { AtomSite } from './atom-sites.js';

/**
 * Å. Images of one site closer than this are one atom on a special position whose coordinates were rounded: two decimals of a 10 Å edge leave
 * 0.05 Å, and no two atoms come that close.
 */
const IMAGE_DISTANCE = 0.1;

/**
 * All images of each site in one cell. Images of one site that coincide are one atom at their mean, which lies on the special position exactly;
 * images of different sites are never merged.
 * @returns for each site its images, wrapped; the first is the site itself
 */
export const expandSites = (lattice: Lattice, sites: readonly AtomSite[], operations: readonly SymmetryOperation[]): Vec3[][] =>
  sites.map(({ fractional }) => orbit(lattice, fractional, operations));

function orbit(lattice: Lattice, fractional: Vec3, operations: readonly SymmetryOperation[]): Vec3[] {
  const groups: { readonly first: Vec3; sum: Vec3; count: number }[] = [];
  for (const operation of [...operations].sort((p, q) => Number(isIdentity(q)) - Number(isIdentity(p)))) {
    const image = applyOperation(operation, fractional);
    const group = groups.find(({ first }) => norm(rowTimesMat3(nearest(subtractVec3(image, first)), lattice.vectors)) < IMAGE_DISTANCE);
    if (group === undefined) groups.push({ first: image, sum: image, count: 1 });
    else {
      group.sum = addVec3(group.sum, addVec3(group.first, nearest(subtractVec3(image, group.first))));
      group.count++;
    }
  }
  return groups.map(({ sum: [x, y, z], count }): Vec3 => [wrapFractional(x / count), wrapFractional(y / count), wrapFractional(z / count)]);
}

const isIdentity = ({ rotation: [[a], [, b], [, , c]], translation }: SymmetryOperation): boolean =>
  a + b + c === 3 && translation.every((shift) => shift === 0);

/** A difference of two nearby positions, moved to the image closest to zero; right for differences much shorter than the cell. */
const nearest = ([x, y, z]: Vec3): Vec3 => [x - Math.round(x), y - Math.round(y), z - Math.round(z)];
