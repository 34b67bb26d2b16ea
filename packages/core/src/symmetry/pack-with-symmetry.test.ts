import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import type { Vec3 } from '../numerics/vec3.js';
import { packWithSymmetry } from './pack-with-symmetry.js';

/** A perovskite with its A site off center by a part of the cell. */
const perovskite = (offset: number, atomicNumbers: number[] = [22, 8, 8, 8, 56]): Structure =>
  createStructure({ vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4]] }, atomicNumbers, [[0, 0, 0], [0.5, 0, 0], [0, 0.5, 0], [0, 0, 0.5], [0.5, 0.5, 0.5 + offset]]);

describe('packWithSymmetry', () => {
  it('names the operations of each structure, exact after a move that is too small to matter', () => {
    const batch = packWithSymmetry([perovskite(0), perovskite(1e-6), perovskite(0.05)]);
    expect(batch.symmetries?.map((symmetry) => symmetry?.operationCount)).toEqual([48, 48, 8]);
    for (const s of [0, 1]) {
      const z = (atom: number): number => batch.fracCoords[3 * (5 * s + atom) + 2];
      expect(Math.abs(z(4) - z(0) - 0.5)).toBeLessThan(1e-15);
    }
  });

  it('leaves alone what has no symmetry, cannot have any, or is small', () => {
    const skew = { ...perovskite(0.05), fracCoords: perovskite(0.05).fracCoords.map(([x, y, z], i): Vec3 => [x + 0.01 * i * i, y - 0.02 * i, z + 0.03 * (i % 3)]) };
    const overlapping = { ...perovskite(0), fracCoords: perovskite(0).fracCoords.map((): Vec3 => [0, 0, 0]) };
    const small = createStructure({ vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4]] }, [55, 17], [[0, 0, 0], [0.5, 0.5, 0.5]]);
    for (const structure of [skew, overlapping, small]) {
      const { symmetries, ...batch } = packWithSymmetry([structure]);
      expect(symmetries).toEqual([null]);
      expect(batch).toEqual(packStructures([structure]));
    }
  });
});
