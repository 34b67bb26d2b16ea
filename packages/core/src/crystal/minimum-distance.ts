import { rowTimesMat3 } from '../numerics/mat3.js';
import { cross, norm } from '../numerics/vec3.js';
import { latticeVolume } from './lattice.js';
import { niggliReduceStructure } from './niggli.js';
import type { Structure } from './structure.js';

/** The closest pair of atoms; `sites` are the two indices, equal where a site is closest to its own periodic image. */
export interface ClosestPair {
  readonly distance: number;
  readonly sites: readonly [number, number];
}

/** Equal spheres fill at most π/√18 of space (Hales 2005), so the closest pair of n atoms is at most this times (V/n)^(1/3) apart: 2^(1/6). */
const PACKING_BOUND = 2 ** (1 / 6);

/**
 * The shortest distance between two atoms, Å, periodic images of the same site included, for any cell shape.
 *
 * The packing bound gives a radius within which the closest pair must lie. Sites are sorted into boxes of the Niggli cell at least that wide, so
 * the cost grows with the number of sites as long as they are not crowded together.
 *
 * @param enough Å; the search ends at the first pair closer than this, so that a crowd of atoms on one place costs no time
 */
export function closestPair(structure: Structure, enough = 0): ClosestPair {
  const { lattice, fracCoords } = niggliReduceStructure(structure);
  const { vectors } = lattice;
  const volume = latticeVolume(lattice);
  const radius = PACKING_BOUND * (volume / fracCoords.length) ** (1 / 3) * (1 + 1e-9);
  const [a, b, c] = vectors;
  const planeSpacings = [volume / norm(cross(b, c)), volume / norm(cross(c, a)), volume / norm(cross(a, b))];
  const boxes = planeSpacings.map((spacing) => Math.max(1, Math.floor(spacing / radius)));
  const reach = planeSpacings.map((spacing, axis) => Math.ceil((radius * boxes[axis]) / spacing));

  const boxOf = (x: number, axis: number): number => Math.min(boxes[axis] - 1, Math.floor(x * boxes[axis]));
  const members = new Map<number, number[]>();
  fracCoords.forEach(([x, y, z], site) => {
    const key = (boxOf(x, 0) * boxes[1] + boxOf(y, 1)) * boxes[2] + boxOf(z, 2);
    const list = members.get(key);
    if (list === undefined) members.set(key, [site]);
    else list.push(site);
  });

  let best = Infinity;
  let sites: [number, number] = [0, 0];
  const visitBox = (site: number, others: readonly number[], shift: readonly number[]): void => {
    const [x, y, z] = fracCoords[site];
    for (const other of others) {
      if (other < site || (other === site && shift.every((s) => s === 0))) continue;
      const [u, v, w] = fracCoords[other];
      const distance = norm(rowTimesMat3([u + shift[0] - x, v + shift[1] - y, w + shift[2] - z], vectors));
      if (distance < best) [best, sites] = [distance, [site, other]];
    }
  };
  for (let site = 0; site < fracCoords.length && !(best < enough); site++) {
    const home = fracCoords[site].map(boxOf);
    for (let i = -reach[0]; i <= reach[0]; i++)
      for (let j = -reach[1]; j <= reach[1]; j++)
        for (let k = -reach[2]; k <= reach[2]; k++) {
          const target = [home[0] + i, home[1] + j, home[2] + k];
          const shift = target.map((t, axis) => Math.floor(t / boxes[axis]));
          const inside = target.map((t, axis) => t - shift[axis] * boxes[axis]);
          const others = members.get((inside[0] * boxes[1] + inside[1]) * boxes[2] + inside[2]);
          if (others !== undefined) visitBox(site, others, shift);
        }
  }
  return { distance: best, sites };
}

/** Å; see `closestPair`. */
export const minimumDistance = (structure: Structure): number => closestPair(structure).distance;
