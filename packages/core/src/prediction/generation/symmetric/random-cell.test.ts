import { describe, expect, it } from 'vitest';
import '../../../../test/load-symmetry.js';
import { cellParameters } from '../../../crystal/lattice.js';
import { determinant, invertMat3, multiplyMat3, type Mat3 } from '../../../numerics/mat3.js';
import { forkRng } from '../../../numerics/rng.js';
import { centering } from '../../../symmetry/centering.js';
import { latticeConstraints } from '../../../symmetry/lattice-constraints.js';
import { broadLatticeShapes } from './lattice-shape.js';
import { writePrimitiveVectors } from './random-cell.js';

describe('random cells', () => {
  it.each([1, 2, 5, 14, 20, 38, 43, 75, 139, 143, 166, 194, 216, 229])('group %i: metric of the system, primitive volume as asked', (group) => {
    const rng = forkRng('cells', group);
    const draw = broadLatticeShapes(group);
    const { primitiveMatrix } = centering(group);
    const vectors = new Float64Array(9);
    for (let i = 0; i < 200; i++) {
      if (!writePrimitiveVectors(draw(rng), 123, Float64Array.from(primitiveMatrix.flat()), vectors)) continue;
      const primitive = [[...vectors.subarray(0, 3)], [...vectors.subarray(3, 6)], [...vectors.subarray(6, 9)]] as unknown as Mat3;
      expect(determinant(primitive)).toBeCloseTo(123, 6);
      const cell = cellParameters({ vectors: multiplyMat3(invertMat3(primitiveMatrix), primitive) });
      const { fixedAngles, equalToA } = latticeConstraints(group);
      for (const [angle, value] of Object.entries(fixedAngles)) expect(cell[angle as 'alpha' | 'beta' | 'gamma']).toBeCloseTo(value, 6);
      for (const length of equalToA) expect(cell[length]).toBeCloseTo(cell.a, 6);
    }
  });

  it('draws long, flat and, in rhombohedral groups, obtuse and acute cells', () => {
    const rng = forkRng('broad');
    const ratios = (group: number): number[] => {
      const draw = broadLatticeShapes(group);
      return Array.from({ length: 2000 }, () => draw(rng).cOverA);
    };
    const tetragonal = ratios(139);
    expect(tetragonal.filter((ratio) => ratio > 3).length).toBeGreaterThan(200);
    expect(tetragonal.filter((ratio) => ratio < 0.7).length).toBeGreaterThan(50);
    // c/a of √6/2 is the rhombohedral angle of 90°.
    const rhombohedral = ratios(166);
    expect(rhombohedral.filter((ratio) => ratio < Math.sqrt(1.5)).length).toBeGreaterThan(30);
    expect(rhombohedral.filter((ratio) => ratio > Math.sqrt(1.5)).length).toBeGreaterThan(1000);
  });

  it('refuses angles that close no cell', () => {
    const shape = { bOverA: 1, cOverA: 1, alpha: 130, beta: 130, gamma: 130 };
    expect(writePrimitiveVectors(shape, 100, Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), new Float64Array(9))).toBe(false);
  });
});
