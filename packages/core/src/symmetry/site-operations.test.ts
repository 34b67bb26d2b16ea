import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { latticeFromParameters } from '../crystal/lattice.js';
import { createStructure } from '../crystal/structure.js';
import { findSymmetry } from './find-symmetry.js';
import { packSiteOperations, siteOperations, symmetrizeStructure } from './site-operations.js';
import { createSymmetryProjection, projectMatrix, projectSiteRows } from './symmetry-projection.js';

/** α-quartz, P 3_1 2 1: silicon on a twofold axis, oxygen in general position, International Tables A, group 152. */
const [X, Y, Z] = [0.413, 0.266, 0.119];
const quartz = createStructure(
  latticeFromParameters({ a: 4.91, b: 4.91, c: 5.4, alpha: 90, beta: 90, gamma: 120 }),
  [14, 14, 14, 8, 8, 8, 8, 8, 8],
  [
    [0.47, 0, 1 / 3], [0, 0.47, 2 / 3], [0.53, 0.53, 0],
    [X, Y, Z], [-Y, X - Y, Z + 1 / 3], [Y - X, -X, Z + 2 / 3],
    [Y, X, -Z], [X - Y, -Y, 2 / 3 - Z], [-X, Y - X, 1 / 3 - Z],
  ],
);
const operations = siteOperations(quartz, findSymmetry(quartz, 0.01).operations);
const projection = createSymmetryProjection(packSiteOperations(operations), Float64Array.from(quartz.lattice.vectors.flat()));

describe('projections of quartz', () => {
  const rows = Float64Array.from({ length: 27 }, (_, k) => Math.sin(3 * k + 1));

  it('has six operations, each a permutation of the sites', () => {
    expect(operations.length).toBe(6);
    for (const { permutation } of operations) expect([...permutation].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('leaves what it has projected alone, and less than it was given', () => {
    const once = projectSiteRows(projection, rows);
    projectSiteRows(projection, once).forEach((x, k) => expect(x).toBeCloseTo(once[k], 12));
    expect(Math.hypot(...once)).toBeLessThan(Math.hypot(...rows));
  });

  it('leaves silicon one direction and oxygen three: four free coordinates', () => {
    const images = Array.from({ length: 27 }, (_, k) => projectSiteRows(projection, Float64Array.from({ length: 27 }, (_unused, j) => (j === k ? 1 : 0))));
    // The trace of a projector is the dimension of its image.
    expect(images.reduce((trace, image, k) => trace + image[k], 0)).toBeCloseTo(4, 10);
  });

  it('leaves a matrix its two uniaxial components', () => {
    const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = projectMatrix(projection, Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9));
    expect([xx, yy, zz]).toEqual([expect.closeTo(3, 12), expect.closeTo(3, 12), expect.closeTo(9, 12)]);
    for (const x of [xy, xz, yx, yz, zx, zy]) expect(x).toBeCloseTo(0, 12);
  });
});

describe('symmetrizeStructure', () => {
  it('restores a strained and rattled crystal, in place and without turning it', () => {
    const rattled = createStructure(
      { vectors: [[4.913, 0.002, 0], [-2.456, 4.25, 0.003], [0.001, 0, 5.4]] },
      quartz.atomicNumbers,
      quartz.fracCoords.map(([x, y, z], k) => [x + 5e-4 * Math.sin(k), y + 5e-4 * Math.cos(2 * k), z - 3e-4 * Math.sin(5 * k)]),
    );
    expect(findSymmetry(rattled, 1e-5).operations.length).toBeLessThan(6);
    const restored = symmetrizeStructure(rattled, siteOperations(rattled, findSymmetry(rattled, 0.05).operations));
    expect(findSymmetry(restored, 1e-6).spaceGroup.number).toBe(findSymmetry(quartz).spaceGroup.number);
    restored.lattice.vectors.flat().forEach((x, k) => expect(Math.abs(x - rattled.lattice.vectors.flat()[k])).toBeLessThan(5e-3));
  });
});
