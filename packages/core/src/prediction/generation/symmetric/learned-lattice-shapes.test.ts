import { describe, expect, it } from 'vitest';
import '../../../../test/load-symmetry.js';
import { forkRng } from '../../../numerics/rng.js';
import type { GeometryModel, ShapeSample } from './geometry-model.js';
import { learnedLatticeShapes } from './learned-lattice-shapes.js';

const cell = (nAtoms: number, cOverA: number): ShapeSample => ({ nAtoms, logB: 0, logC: Math.log(cOverA), alpha: 90, beta: 90, gamma: 90 });
const model = (shapes: readonly (readonly [group: number, samples: readonly ShapeSample[]])[]): GeometryModel => ({
  id: { name: 'test', version: '1', sha256: '' },
  groups: new Map(shapes.map(([group, samples]) => [group, { shapes: samples, coordinates: new Map() }])),
  distances: new Map(),
});
const ratios = (geometry: GeometryModel, group: number, nAtoms: number): number[] => {
  const draw = learnedLatticeShapes(geometry, group, nAtoms);
  const rng = forkRng('shapes', group, nAtoms);
  return draw === null ? [] : Array.from({ length: 500 }, () => draw(rng).cOverA);
};
const near = (values: readonly number[], center: number): number =>
  values.filter((value) => Math.abs(Math.log(value / center)) < 0.3).length / values.length;

describe('learnedLatticeShapes', () => {
  const many = (nAtoms: number, cOverA: number): ShapeSample[] => Array.from({ length: 200 }, () => cell(nAtoms, cOverA));

  it('draws cells of crystals with about as many atoms', () => {
    const geometry = model([[139, [...many(5, 1), ...many(20, 6)]]]);
    expect(near(ratios(geometry, 139, 5), 1)).toBe(1);
    expect(near(ratios(geometry, 139, 22), 6)).toBe(1);
  });

  it('fills up from groups of the same lattice, not of another, where its own group has few', () => {
    const geometry = model([
      [79, [cell(10, 1)]],
      [139, many(10, 3)],
      [123, many(10, 8)],
    ]);
    const drawn = ratios(geometry, 79, 10);
    expect(near(drawn, 3)).toBeGreaterThan(0.9);
    expect(near(drawn, 8)).toBe(0);
  });

  it('knows nothing where nothing was seen, and keeps the metric of the system', () => {
    expect(learnedLatticeShapes(model([]), 139, 5)).toBeNull();
    const tetragonal = learnedLatticeShapes(model([[139, many(5, 2)]]), 139, 5);
    expect(tetragonal?.(forkRng('metric'))).toMatchObject({ bOverA: 1, alpha: 90, beta: 90, gamma: 90 });
  });
});
