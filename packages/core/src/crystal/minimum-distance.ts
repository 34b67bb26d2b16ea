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

  const [nx, ny, nz] = boxes;
  const boxOf = (x: number, count: number): number => Math.min(count - 1, Math.floor(x * count));
  const members = new Map<number, number[]>();
  const positions = new Float64Array(3 * fracCoords.length);
  fracCoords.forEach((fractional, site) => {
    positions.set(rowTimesMat3(fractional, vectors), 3 * site);
    const key = (boxOf(fractional[0], nx) * ny + boxOf(fractional[1], ny)) * nz + boxOf(fractional[2], nz);
    const list = members.get(key);
    if (list === undefined) members.set(key, [site]);
    else list.push(site);
  });

  let closest = Infinity;
  let sites: [number, number] = [0, 0];
  for (let site = 0; site < fracCoords.length && !(closest < enough * enough); site++) {
    const [x, y, z] = fracCoords[site];
    const [homeX, homeY, homeZ] = [boxOf(x, nx), boxOf(y, ny), boxOf(z, nz)];
    for (let i = homeX - reach[0]; i <= homeX + reach[0]; i++) {
      const u = Math.floor(i / nx);
      for (let j = homeY - reach[1]; j <= homeY + reach[1]; j++) {
        const v = Math.floor(j / ny);
        for (let k = homeZ - reach[2]; k <= homeZ + reach[2]; k++) {
          const w = Math.floor(k / nz);
          const others = members.get(((i - u * nx) * ny + (j - v * ny)) * nz + (k - w * nz));
          if (others === undefined) continue;
          // From the site to the origin of the cell in which the box lies.
          const dx = u * a[0] + v * b[0] + w * c[0] - positions[3 * site];
          const dy = u * a[1] + v * b[1] + w * c[1] - positions[3 * site + 1];
          const dz = u * a[2] + v * b[2] + w * c[2] - positions[3 * site + 2];
          for (const other of others) {
            if (other < site || (other === site && u === 0 && v === 0 && w === 0)) continue;
            const squared = (positions[3 * other] + dx) ** 2 + (positions[3 * other + 1] + dy) ** 2 + (positions[3 * other + 2] + dz) ** 2;
            if (squared < closest) {
              closest = squared;
              sites = [site, other];
            }
          }
        }
      }
    }
  }
  return { distance: Math.sqrt(closest), sites };
}

/** Å; see `closestPair`. */
export const minimumDistance = (structure: Structure): number => closestPair(structure).distance;
