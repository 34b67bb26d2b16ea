import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';

/** A crystal to draw, in one cell. Numbers only, so that any source can give it. */
export interface ViewerStructure {
  /** Rows a, b, c, Å. */
  readonly lattice: Mat3;
  /** `symbols[i]` is the element of site i. */
  readonly symbols: readonly string[];
  /** `fracCoords[i]`, in [0, 1). */
  readonly fracCoords: readonly Vec3[];
}
