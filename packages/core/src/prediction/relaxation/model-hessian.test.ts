import { describe, expect, it } from 'vitest';
import { packStructures } from '../../crystal/structure-batch.js';
import { createStructure } from '../../crystal/structure.js';
import { choleskySolve } from './cholesky.js';
import { modelHessian } from './model-hessian.js';

const salt = createStructure({ vectors: [[0, 2.8, 2.8], [2.8, 0, 2.8], [2.8, 2.8, 0]] }, [11, 17], [[0, 0, 0], [0.5, 0.5, 0.5]]);

describe('modelHessian', () => {
  it('is positive definite, for a crystal, for one atom alone, and for two atoms pressed together', () => {
    const single = createStructure({ vectors: [[20, 0, 0], [0, 20, 0], [0, 0, 20]] }, [2], [[0, 0, 0]]);
    const pressed = createStructure({ vectors: [[4, 0, 0], [0, 4, 0], [0, 0, 4]] }, [6, 6], [[0, 0, 0], [0, 0, 0]]);
    for (const structure of [salt, single, pressed]) {
      const { size, factor } = modelHessian(packStructures([structure]), 2, 'full');
      expect(size).toBe(3 * structure.atomicNumbers.length + 9);
      expect(factor.every(Number.isFinite)).toBe(true);
    }
  });

  it('answers an isotropic pull on the cell of a cubic crystal with an isotropic strain and still atoms', () => {
    const { size, factor } = modelHessian(packStructures([salt]), 2, 'full');
    const pull = Float64Array.from({ length: size }, (_, k) => ([6, 10, 14].includes(k) ? 1 : 0));
    const answer = choleskySolve(factor, size, pull);
    for (let k = 0; k < size; k++) expect(answer[k]).toBeCloseTo(pull[k] * answer[6], 12);
    expect(answer[6]).toBeGreaterThan(0);
  });

  it('lets the volume be where it is fixed, and has no cell where it does not move', () => {
    const { size, factor } = modelHessian(packStructures([salt]), 2, 'fixed-volume');
    const answer = choleskySolve(factor, size, Float64Array.from({ length: size }, (_, k) => (k >= 6 && (k - 6) % 4 === 0 ? 1 : 0)));
    expect(Math.max(...answer.map(Math.abs))).toBeLessThan(1e-5);
    expect(modelHessian(packStructures([salt]), 2, 'none').size).toBe(6);
  });
});
