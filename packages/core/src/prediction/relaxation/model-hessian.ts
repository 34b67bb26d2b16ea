/**
 * A model of the Hessian in the generalized coordinates of a crystal: springs between neighbors, stiff along the bond and soft across it.
 *
 * With n the direction of an edge i→j at distance d, its displacement is δr = δu_j − δu_i + δL·(d n), which couples positions and cell. The spring
 * constants fall off with the distance in units of the covalent radii, as in the exponential preconditioner of Packwood et al. (2016),
 * doi:10.1063/1.4947024. A quasi-Newton method that starts from it knows at once which of its coordinates are stiff; only its shape matters, since
 * the first pair sets the scale.
 */
import type { StructureBatch } from '../../crystal/structure-batch.js';
import { covalentRadiusOf } from '../../elements/covalent-radius.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { choleskyFactor } from './cholesky.js';
import type { CellMotion } from './frechet-cell.js';
import type { HessianMetric } from './lbfgs.js';

/** Spring constant along a bond at the sum of the covalent radii, eV/Å². */
const STIFFNESS = 6;
/** Ratio of the constants across and along the bond. */
const TRANSVERSE = 0.1;
/** Decay of the constant with distance / (sum of radii). */
const DECAY = 3;
/** Neighbors farther than this times the sum of their radii have no spring. */
const REACH = 2;
/** Constants are bounded, eV/Å²: two atoms pressed into each other say nothing of the curvature after the next step. */
const MAXIMAL_STIFFNESS = 40;
/** Added to the diagonal, eV/Å²: keeps translations and isolated atoms from being free. */
const RIDGE = 0.5;
/** Stiffness of the volume where it must not change, eV/Å². */
const LOCKED = 1e6;

/** @param structure a batch of one @param cellFactor Å, as in `CellFrame` */
export function modelHessian(structure: StructureBatch, cellFactor: number, cell: CellMotion): HessianMetric {
  const nsites = structure.atomicNumbers.length;
  const size = 3 * nsites + (cell === 'none' ? 0 : 9);
  const matrix = new Float64Array(size * size);
  const radii = Float64Array.from(structure.atomicNumbers, covalentRadiusOf);
  const { edgeCount, centers, neighbors, vectors, distances } = buildNeighborList(structure, 2 * REACH * Math.max(...radii));
  const columns = new Int32Array(10);
  const jacobian = new Float64Array(10);
  for (let edge = 0; edge < edgeCount; edge++) {
    const [i, j] = [centers[edge], neighbors[edge]];
    const ratio = distances[edge] / (radii[i] + radii[j]);
    if (i > j || ratio > REACH || distances[edge] === 0) continue;
    // Each bond between different sites appears twice, once with i < j; a bond to an image of the same site appears twice with i = j.
    const along = Math.min(MAXIMAL_STIFFNESS, STIFFNESS * Math.exp(-DECAY * (ratio - 1))) * (i === j ? 0.5 : 1);
    for (let alpha = 0; alpha < 3; alpha++)
      for (let beta = 0; beta < 3; beta++) {
        const direction = (vectors[3 * edge + alpha] * vectors[3 * edge + beta]) / distances[edge] ** 2;
        const spring = along * ((1 - TRANSVERSE) * direction + (alpha === beta ? TRANSVERSE : 0));
        addSpring(alpha, beta, spring, edge);
      }
  }
  for (let k = 0; k < size; k++) matrix[k * size + k] += RIDGE;
  if (cell === 'fixed-volume') for (const p of [0, 4, 8]) for (const q of [0, 4, 8]) matrix[(3 * nsites + p) * size + 3 * nsites + q] += LOCKED;
  return { size, factor: choleskyFactor(matrix, size) };

  /** Row alpha of the edge's Jacobian has five entries: −1 at site i, 1 at site j, and the components of the edge at row alpha of the cell. */
  function addSpring(alpha: number, beta: number, spring: number, edge: number): void {
    for (const [offset, component] of [
      [0, alpha],
      [5, beta],
    ]) {
      columns[offset] = 3 * centers[edge] + component;
      columns[offset + 1] = 3 * neighbors[edge] + component;
      jacobian[offset] = -1;
      jacobian[offset + 1] = 1;
      for (let k = 0; k < 3; k++) {
        columns[offset + 2 + k] = 3 * nsites + 3 * component + k;
        jacobian[offset + 2 + k] = vectors[3 * edge + k] / cellFactor;
      }
    }
    const entries = cell === 'none' ? 2 : 5;
    for (let p = 0; p < entries; p++)
      for (let q = 5; q < 5 + entries; q++) matrix[columns[p] * size + columns[q]] += spring * jacobian[p] * jacobian[q];
  }
}
