/**
 * Positions and cell as one vector of generalized coordinates.
 *
 * With reference cell M₀ (rows) and deformation gradient F = exp(L), the cell is M = M₀·Fᵀ and the positions r = u·Fᵀ. The coordinates are
 * (u, cellFactor · L), 3N + 9 numbers, and the forces −∂H/∂u and −∂H/∂(cellFactor · L) are the exact derivatives of the enthalpy H = E + PV:
 *   −∂H/∂u = f·F,   −∂H/∂L = D exp(L)*[W·F⁻ᵀ],   W = −V (σ + P·1).
 * Agrees with ASE's FrechetCellFilter, up to its constant offset of ln N on the diagonal of L. Fractional coordinates depend on u alone.
 * `cellFactor` is a length in Å: a change of L by x weighs like a displacement of x · cellFactor; ASE uses the number of atoms.
 */
import { exponential3, exponentialAdjoint3 } from './matrix-exponential.js';
import { determinant3, invert3, rowsTimes3, transpose3 } from '../../numerics/flat-mat3.js';

/** Which cell degrees of freedom move. */
export const CELL_MOTIONS = ['full', 'fixed-volume', 'none'] as const;
export type CellMotion = (typeof CELL_MOTIONS)[number];

export interface CellFrame {
  readonly nsites: number;
  /** (9) rows of M₀, Å. */
  readonly referenceLattice: Float64Array;
  /** (9) M₀⁻¹. */
  readonly inverseLattice: Float64Array;
  /** Å. */
  readonly cellFactor: number;
}

export interface CellGeometry {
  /** (nsites × 3), not wrapped. */
  readonly fracCoords: Float64Array;
  /** (9) rows, Å. */
  readonly lattice: Float64Array;
  /** Å³. */
  readonly volume: number;
}

export function createCellFrame(referenceLattice: Float64Array, nsites: number, cellFactor: number): CellFrame {
  return { nsites, referenceLattice, inverseLattice: invert3(referenceLattice), cellFactor };
}

/** Coordinates of the undeformed frame with these positions. */
export function initialCoordinates(frame: CellFrame, fracCoords: ArrayLike<number>): Float64Array {
  const coordinates = new Float64Array(3 * frame.nsites + 9);
  rowsTimes3(fracCoords, frame.referenceLattice, frame.nsites, coordinates);
  return coordinates;
}

export function geometryFromCoordinates(frame: CellFrame, coordinates: Float64Array): CellGeometry {
  const fracCoords = new Float64Array(3 * frame.nsites);
  rowsTimes3(coordinates, frame.inverseLattice, frame.nsites, fracCoords);
  const lattice = new Float64Array(9);
  rowsTimes3(frame.referenceLattice, transpose3(deformation(frame, coordinates)), 3, lattice);
  return { fracCoords, lattice, volume: Math.abs(determinant3(lattice)) };
}

/**
 * @param forces (nsites × 3), eV/Å, in the real frame
 * @param stress (9), eV/Å³
 * @param pressure eV/Å³
 * @returns (3 nsites + 9), eV/Å
 */
export function generalizedForces(
  frame: CellFrame,
  coordinates: Float64Array,
  { forces, stress, pressure, cell }: { forces: Float64Array; stress: Float64Array; pressure: number; cell: CellMotion },
): Float64Array {
  const { nsites, cellFactor } = frame;
  const f = deformation(frame, coordinates);
  const result = new Float64Array(3 * nsites + 9);
  rowsTimes3(forces, f, nsites, result);
  if (cell === 'none') return result;
  const volume = Math.abs(determinant3(frame.referenceLattice)) * determinant3(f);
  const virial = stress.map((s, k) => -volume * (s + (k % 4 === 0 ? pressure : 0)));
  const byDeformation = new Float64Array(9);
  rowsTimes3(virial, transpose3(invert3(f)), 3, byDeformation);
  const byLogarithm = exponentialAdjoint3(logarithm(frame, coordinates), byDeformation);
  if (cell === 'fixed-volume') removeTrace(byLogarithm);
  byLogarithm.forEach((x, k) => (result[3 * nsites + k] = x / cellFactor));
  return result;
}

/** Subtract a third of the trace from each diagonal element, in place. */
export function removeTrace(matrix: Float64Array): void {
  const third = (matrix[0] + matrix[4] + matrix[8]) / 3;
  for (const k of [0, 4, 8]) matrix[k] -= third;
}

const logarithm = ({ nsites, cellFactor }: CellFrame, coordinates: Float64Array): Float64Array => coordinates.slice(3 * nsites).map((x) => x / cellFactor);
const deformation = (frame: CellFrame, coordinates: Float64Array): Float64Array => exponential3(logarithm(frame, coordinates));
