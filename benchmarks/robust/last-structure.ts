import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import type { RelaxationResult } from '@kessho/core/prediction/stage-types';

/** Where a relaxation asked the model last, to the decimals of its frames; its result is lower, where a step had led uphill. */
export function lastStructure({ structure, trajectory }: RelaxationResult): Structure {
  const { lattice, fracCoords } = trajectory.frames.at(-1) as RelaxationResult['trajectory']['frames'][number];
  const rows = (flat: readonly number[]): Vec3[] =>
    Array.from({ length: flat.length / 3 }, (_, k): Vec3 => [flat[3 * k], flat[3 * k + 1], flat[3 * k + 2]]);
  const [a, b, c] = rows(lattice);
  return createStructure({ vectors: [a, b, c] }, structure.atomicNumbers, rows(fracCoords));
}
