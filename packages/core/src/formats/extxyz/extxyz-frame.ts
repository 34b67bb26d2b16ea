import type { Structure } from '../../crystal/structure.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';

/** One frame of an extended XYZ file: a crystal with what was computed of it. */
export interface ExtxyzFrame {
  readonly structure: Structure;
  /** eV per cell. */
  readonly energy: number | null;
  /** `forces[i]` acts on site i, eV/Å. */
  readonly forces: readonly Vec3[] | null;
  /** eV/Å³, positive in tension. */
  readonly stress: Mat3 | null;
  /** Every other key of the comment line with its text, in the order of the file. */
  readonly extra: ReadonlyMap<string, string>;
}
