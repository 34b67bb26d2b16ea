import { CoreError } from '../errors.js';
import type { Mat3 } from '../numerics/mat3.js';
import { determinant } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { dot, norm } from '../numerics/vec3.js';

/** A lattice by its basis vectors, Å: `vectors[0]` is a. A fractional row vector times this matrix is Cartesian. */
export interface Lattice {
  readonly vectors: Mat3;
}

/** Cell edges in Å and angles in degrees. */
export interface CellParameters {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** Smallest |a·(b×c)| / (|a||b||c|) accepted: below it the three vectors lie in a plane as far as any structure analysis can tell. */
const MINIMAL_ORTHOGONALITY = 1e-4;

export class InvalidLatticeError extends CoreError {
  readonly code = 'InvalidLattice';
}

/** @throws {InvalidLatticeError} for entries that are not finite, a vector of no length, or three vectors in a plane */
export function createLattice(vectors: Mat3): Lattice {
  if (!vectors.flat().every(Number.isFinite)) throw new InvalidLatticeError(`Lattice vectors must be finite numbers, got ${JSON.stringify(vectors)}`);
  const lengths = vectors.map(norm);
  lengths.forEach((length, axis) => {
    if (length < 1e-3) throw new InvalidLatticeError(`Lattice vector ${'abc'[axis]} is ${length} Å long`);
  });
  const flatness = Math.abs(determinant(vectors)) / lengths.reduce((product, length) => product * length, 1);
  if (flatness < MINIMAL_ORTHOGONALITY)
    throw new InvalidLatticeError(`The three lattice vectors lie in a plane (V/abc = ${flatness.toExponential(2)})`);
  return { vectors };
}

/** Cell volume in Å³, always positive. */
export const latticeVolume = (lattice: Lattice): number => Math.abs(determinant(lattice.vectors));

export function cellParameters({ vectors: [u, v, w] }: Lattice): CellParameters {
  const angle = (p: Vec3, q: Vec3): number => (Math.acos(Math.max(-1, Math.min(1, dot(p, q) / (norm(p) * norm(q))))) * 180) / Math.PI;
  return { a: norm(u), b: norm(v), c: norm(w), alpha: angle(v, w), beta: angle(u, w), gamma: angle(u, v) };
}

/** Put a along x and b into the xy plane. @throws {InvalidLatticeError} for parameters that close no cell */
export function latticeFromParameters({ a, b, c, alpha, beta, gamma }: CellParameters): Lattice {
  const cosine = (degrees: number): number => (degrees === 90 ? 0 : Math.cos((degrees * Math.PI) / 180));
  const [ca, cb, cg] = [cosine(alpha), cosine(beta), cosine(gamma)];
  const sg = Math.sqrt(1 - cg * cg);
  const cx = cb;
  const cy = (ca - cb * cg) / sg;
  const cz2 = 1 - cx * cx - cy * cy;
  if (!(cz2 > 0)) throw new InvalidLatticeError(`Angles α=${alpha}°, β=${beta}°, γ=${gamma}° close no cell`);
  return createLattice([
    [a, 0, 0],
    [b * cg, b * sg, 0],
    [c * cx, c * cy, c * Math.sqrt(cz2)],
  ]);
}
