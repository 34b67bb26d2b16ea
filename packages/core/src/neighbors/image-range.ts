import { CoreError } from '../errors.js';
import type { Lattice } from '../crystal/lattice.js';
import type { Vec3 } from '../numerics/vec3.js';
import { cross, dot, norm } from '../numerics/vec3.js';

export class InvalidCutoffError extends CoreError {
  readonly code = 'InvalidCutoff';

  constructor(cutoff: number) {
    super(`The cutoff must be a finite length of at least 0 Å, got ${cutoff}`);
  }
}

/**
 * Count the lattice translations to visit along a, b and c so that no neighbor within `cutoff` is missed.
 *
 * Visiting −n…n along each axis is complete for any two sites whose fractional coordinates are in [0, 1). The lattice planes across axis i are
 * h_i = V / |a_j × a_k| apart, so sites with fractional difference d_i, moved by t_i cells, are at least |d_i + t_i|·h_i apart. With |d_i| < 1,
 * a pair within the cutoff has |t_i| < cutoff/h_i + 1, which for an integer means |t_i| ≤ ⌈cutoff/h_i⌉. Edge lengths in place of h_i would
 * miss neighbors in sheared cells. A pair at exactly the cutoff is decided by rounding; callers must not rely on it.
 *
 * @param cutoff Å, finite, ≥ 0
 * @throws {InvalidCutoffError} otherwise
 * @see Plane spacing: Shmueli, International Tables B, ch. 1.1 (2006), doi:10.1107/97809553602060000549
 */
export function imageRange(lattice: Lattice, cutoff: number): Vec3 {
  if (!(cutoff >= 0 && cutoff < Infinity)) throw new InvalidCutoffError(cutoff);
  const [a, b, c] = lattice.vectors;
  const volume = Math.abs(dot(a, cross(b, c)));
  // h = volume / area, hence cutoff / h = cutoff · area / volume
  const imagesAcross = (u: Vec3, v: Vec3): number => Math.ceil((cutoff * norm(cross(u, v))) / volume);
  return [imagesAcross(b, c), imagesAcross(c, a), imagesAcross(a, b)];
}
