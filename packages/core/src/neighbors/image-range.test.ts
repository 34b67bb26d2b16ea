import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLattice, latticeVolume } from '../crystal/lattice.js';
import type { Vec3 } from '../numerics/vec3.js';
import { norm } from '../numerics/vec3.js';
import { rowTimesMat3 } from '../numerics/mat3.js';
import { imageRange, InvalidCutoffError } from './image-range.js';

const cubic = createLattice([
  [4, 0, 0],
  [0, 4, 0],
  [0, 0, 4],
]);

describe('imageRange', () => {
  it('counts cells in a cube', () => expect(imageRange(cubic, 6)).toEqual([2, 2, 2]));

  it('goes by plane spacings, not by edges', () => {
    const sheared = createLattice([
      [4, 0, 0],
      [12, 4, 0],
      [0, 0, 4],
    ]);
    expect(imageRange(sheared, 4)).toEqual([4, 1, 1]);
  });

  it.each([NaN, -1, Infinity])('rejects cutoff %s', (cutoff) => expect(() => imageRange(cubic, cutoff)).toThrow(InvalidCutoffError));

  it('misses no pair that two more images per axis would find', () => {
    const entry = fc.integer({ min: -5000, max: 5000 }).map((x) => x / 1000);
    const vector = fc.tuple(entry, entry, entry);
    const unit = fc.integer({ min: 0, max: 999 }).map((x) => x / 1000);
    fc.assert(
      fc.property(fc.tuple(vector, vector, vector), fc.tuple(unit, unit, unit), fc.tuple(unit, unit, unit), (vectors, p, q) => {
        fc.pre(vectors.every((v) => norm(v) > 0.5));
        const volume = latticeVolume({ vectors });
        fc.pre(volume > 4);
        const cutoff = 3;
        const range = imageRange({ vectors }, cutoff);
        const countWithin = (n: Vec3): number => {
          let found = 0;
          for (let x = -n[0]; x <= n[0]; x++)
            for (let y = -n[1]; y <= n[1]; y++)
              for (let z = -n[2]; z <= n[2]; z++)
                if (norm(rowTimesMat3([q[0] - p[0] + x, q[1] - p[1] + y, q[2] - p[2] + z], vectors)) < cutoff - 1e-9) found++;
          return found;
        };
        expect(countWithin([range[0] + 2, range[1] + 2, range[2] + 2])).toBe(countWithin(range));
      }),
      { numRuns: 100 },
    );
  });
});
