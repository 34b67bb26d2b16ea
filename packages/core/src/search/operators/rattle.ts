import { makeSupercell } from '../../crystal/supercell.js';
import type { Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import { IDENTITY_MAT3 } from '../../numerics/mat3.js';
import type { Rng } from '../../numerics/rng.js';
import { displaceSites } from './move-sites.js';

/** Standard deviation of a coordinate, Å, drawn between these. */
const LEAST = 0.25;
const MOST = 0.8;
/** How often a cell with room is doubled first, so that a distortion may double the period. */
const DOUBLED = 0.3;

/** Displace all atoms at random, in the cell or in a doubled one. */
export function rattle(structure: Structure, maxAtoms: number, rng: Rng): Structure {
  const doubles = rng.uniform() < DOUBLED && 2 * structure.atomicNumbers.length <= maxAtoms;
  const cell = doubles ? makeSupercell(structure, doubledAlong(rng.integer(3))) : structure;
  const deviation = LEAST + (MOST - LEAST) * rng.uniform();
  return displaceSites(
    cell,
    Float64Array.from({ length: 3 * cell.atomicNumbers.length }, () => deviation * rng.normal()),
  );
}

const doubledAlong = (axis: number): Mat3 => IDENTITY_MAT3.map((row, i) => (i === axis ? row.map((x) => 2 * x) : row)) as unknown as Mat3;
