import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAssignmentWorkspace, solveLinearAssignment } from './linear-assignment.js';

function* permutations(items: readonly number[]): Generator<number[]> {
  if (items.length === 0) yield [];
  for (const [k, first] of items.entries()) for (const rest of permutations(items.toSpliced(k, 1))) yield [first, ...rest];
}

const cost = (costs: Float64Array, size: number, columns: ArrayLike<number>): number =>
  Array.from(columns).reduce((sum, column, row) => sum + costs[row * size + column]!, 0);

describe('solveLinearAssignment', () => {
  it('solves the worked example of Munkres (SciPy documentation): 5', () => {
    const costs = Float64Array.of(4, 1, 3, 2, 0, 5, 3, 2, 2);
    expect(Array.from(solveLinearAssignment(costs, 3))).toEqual([1, 0, 2]);
  });

  it('handles no rows and one row', () => {
    expect(solveLinearAssignment(new Float64Array(0), 0)).toHaveLength(0);
    expect(Array.from(solveLinearAssignment(Float64Array.of(7), 1))).toEqual([0]);
  });

  it('is as cheap as the best of all permutations', () => {
    const problem = fc
      .integer({ min: 1, max: 6 })
      .chain((size) =>
        fc.record({ size: fc.constant(size), costs: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: size * size, maxLength: size * size }) }),
      );
    const workspace = createAssignmentWorkspace(6);
    fc.assert(
      fc.property(problem, ({ size, costs }) => {
        const matrix = Float64Array.from(costs);
        const columns = solveLinearAssignment(matrix, size, new Int32Array(size), workspace);
        expect(Array.from(columns).sort()).toEqual(Array.from({ length: size }, (_, k) => k));
        const best = Math.min(...[...permutations(Array.from({ length: size }, (_, k) => k))].map((p) => cost(matrix, size, p)));
        expect(cost(matrix, size, columns)).toBe(best);
      }),
      { numRuns: 200 },
    );
  });
});
