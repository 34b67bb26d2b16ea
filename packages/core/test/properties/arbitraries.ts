import fc from 'fast-check';
import type { Composition } from '../../src/composition/composition.js';
import { compositionFromCounts } from '../../src/composition/create-composition.js';
import type { CellParameters, Lattice } from '../../src/crystal/lattice.js';
import { latticeFromParameters } from '../../src/crystal/lattice.js';
import { minimumDistance } from '../../src/crystal/minimum-distance.js';
import type { Structure } from '../../src/crystal/structure.js';
import { createStructure } from '../../src/crystal/structure.js';
import { ELEMENT_COUNT } from '../../src/elements/elements.js';
import type { Mat3 } from '../../src/numerics/mat3.js';
import { IDENTITY_MAT3, multiplyMat3 } from '../../src/numerics/mat3.js';
import type { Vec3 } from '../../src/numerics/vec3.js';

const real = (min: number, max: number): fc.Arbitrary<number> => fc.double({ min, max, noNaN: true });

export const vec3 = (min: number, max: number): fc.Arbitrary<Vec3> => fc.tuple(real(min, max), real(min, max), real(min, max));

/** Cells of 2 to 20 Å whose angles always close a cell. */
export const cellParametersArbitrary: fc.Arbitrary<CellParameters> = fc.record({
  a: real(2, 20),
  b: real(2, 20),
  c: real(2, 20),
  alpha: real(65, 115),
  beta: real(65, 115),
  gamma: real(65, 115),
});

/** Whole-number matrices of determinant 1: up to six shears by up to three lattice vectors. */
export const unimodularArbitrary: fc.Arbitrary<Mat3> = fc
  .array(fc.tuple(fc.constantFrom([0, 1], [0, 2], [1, 0], [1, 2], [2, 0], [2, 1]), fc.integer({ min: -3, max: 3 })), { maxLength: 6 })
  .map((shears) =>
    shears.reduce<Mat3>((product, [[row, column], multiple]) => {
      const shear = IDENTITY_MAT3.map((unit, i) => unit.map((x, j) => (i === row && j === column ? multiple : x))) as unknown as Mat3;
      return multiplyMat3(shear, product);
    }, IDENTITY_MAT3),
  );

/** Cells with equal edges and the angles of symmetric lattices, up to noise of the size that relaxations leave. */
const symmetricCellArbitrary: fc.Arbitrary<CellParameters> = fc
  .tuple(
    fc.constantFrom([1, 1, 1], [1, 1, 1.6], [1, 1.5, 2], [1, 1, Math.sqrt(3)], [1, 2, 1]),
    fc.constantFrom(
      [90, 90, 90],
      [90, 90, 120],
      [60, 60, 60],
      [109.47122063449069, 109.47122063449069, 109.47122063449069],
      [60, 60, 90],
      [90, 100, 90],
    ),
    fc.array(real(-1e-4, 1e-4), { minLength: 6, maxLength: 6 }),
    fc.constantFrom(0, 1e-6, 1e-3, 1),
  )
  .map(([edges, angles, noise, size]) => {
    const [a, b, c] = edges.map((edge, k) => 4 * edge + size * noise[k]);
    const [alpha, beta, gamma] = angles.map((angle, k) => angle + size * noise[k + 3]);
    return { a, b, c, alpha, beta, gamma };
  });

export const latticeArbitrary: fc.Arbitrary<Lattice> = fc.oneof(cellParametersArbitrary, symmetricCellArbitrary).map(latticeFromParameters);

/** One to eight sites of any element, no two of them on one place. */
export const structureArbitrary: fc.Arbitrary<Structure> = fc
  .tuple(latticeArbitrary, fc.array(fc.tuple(fc.integer({ min: 1, max: ELEMENT_COUNT }), vec3(0, 1)), { minLength: 1, maxLength: 8 }))
  .map(([lattice, sites]) =>
    createStructure(
      lattice,
      sites.map(([z]) => z),
      sites.map(([, position]) => position),
    ),
  )
  .filter((structure) => minimumDistance(structure) > 0.1);

export const compositionArbitrary: fc.Arbitrary<Composition> = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: ELEMENT_COUNT }), fc.integer({ min: 1, max: 99 })), {
    minLength: 1,
    maxLength: 6,
    selector: ([z]) => z,
  })
  .map((counts) => compositionFromCounts(new Map(counts)));
