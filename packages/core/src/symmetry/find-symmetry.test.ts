import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { cellParameters, createLattice, latticeFromParameters, latticeVolume } from '../crystal/lattice.js';
import { createStructure, InvalidStructureError, type Structure } from '../crystal/structure.js';
import { invertMat3, multiplyMat3, rowTimesMat3, transpose, type Mat3 } from '../numerics/mat3.js';
import { addVec3, subtractVec3, type Vec3 } from '../numerics/vec3.js';
import { centering } from './centering.js';
import { findSymmetry } from './find-symmetry.js';
import { prototypeLabel } from './prototype-label.js';
import { InvalidSymprecError, SymmetryNotFoundError } from './symmetry-errors.js';
import { composeOperations } from './symmetry-operation.js';

const cell = (a: number, b: number, c: number, beta = 90, gamma = 90): Structure['lattice'] =>
  latticeFromParameters({ a, b, c, alpha: 90, beta, gamma });
const fcc: readonly Vec3[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const shifted = (sites: readonly Vec3[], by: Vec3): Vec3[] => sites.map((site) => addVec3(site, by));

const CRYSTALS: readonly { readonly name: string; readonly structure: Structure; readonly symbol: string; readonly label: string }[] = [
  {
    name: 'rock salt',
    structure: createStructure(cell(5.64, 5.64, 5.64), [11, 11, 11, 11, 17, 17, 17, 17], [...fcc, ...shifted(fcc, [0.5, 0.5, 0.5])]),
    symbol: 'F m -3 m',
    label: 'AB_cF8_225_a_b',
  },
  {
    name: 'diamond',
    structure: createStructure(cell(3.567, 3.567, 3.567), Array<number>(8).fill(6), [...fcc, ...shifted(fcc, [0.25, 0.25, 0.25])]),
    symbol: 'F d -3 m',
    label: 'A_cF8_227_a',
  },
  {
    name: 'rutile',
    structure: createStructure(
      cell(4.594, 4.594, 2.959),
      [22, 22, 8, 8, 8, 8],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
        [0.3053, 0.3053, 0],
        [0.6947, 0.6947, 0],
        [0.1947, 0.8053, 0.5],
        [0.8053, 0.1947, 0.5],
      ],
    ),
    symbol: 'P 4_2/m n m',
    label: 'A2B_tP6_136_f_a',
  },
  {
    name: 'wurtzite',
    structure: createStructure(
      cell(3.82, 3.82, 6.26, 90, 120),
      [30, 30, 16, 16],
      [
        [1 / 3, 2 / 3, 0],
        [2 / 3, 1 / 3, 0.5],
        [1 / 3, 2 / 3, 0.3748],
        [2 / 3, 1 / 3, 0.8748],
      ],
    ),
    symbol: 'P 6_3 m c',
    label: 'AB_hP4_186_b_b',
  },
  {
    name: 'α-arsenic',
    structure: createStructure(cell(3.76, 3.76, 10.55, 90, 120), Array<number>(6).fill(33), [
      [0, 0, 0.227],
      [0, 0, 0.773],
      [2 / 3, 1 / 3, 0.5603],
      [2 / 3, 1 / 3, 0.1063],
      [1 / 3, 2 / 3, 0.8937],
      [1 / 3, 2 / 3, 0.4397],
    ]),
    symbol: 'R -3 m',
    label: 'A_hR6_166_c',
  },
];

const entry = fc.double({ min: -1, max: 1, noNaN: true });

describe('findSymmetry', () => {
  it.each(CRYSTALS)('$name', ({ structure, symbol, label }) => {
    const found = findSymmetry(structure, 0.02);
    expect(found.spaceGroup.symbol).toBe(symbol);
    expect(found.symprec).toBe(0.02);
    expect(prototypeLabel(structure, found)).toBe(label);
  });

  it.each(CRYSTALS)('$name: the transformations lead to the standard cells as documented', ({ structure }) => {
    const found = findSymmetry(structure, 0.02);
    for (const [{ matrix, originShift, rotation }, target] of [
      [found.standardTransformation, found.standardizedCell],
      [found.primitiveTransformation, found.primitiveCell],
    ] as const) {
      const vectors = multiplyMat3(multiplyMat3(matrix, structure.lattice.vectors), transpose(rotation));
      target.lattice.vectors.flat().forEach((value, i) => expect(value).toBeCloseTo(vectors.flat()[i] as number, 2));
      for (const [i, site] of structure.fracCoords.entries()) {
        const moved = rowTimesMat3(subtractVec3(site, originShift), invertMat3(matrix));
        const hit = target.fracCoords.some(
          (other, j) =>
            target.atomicNumbers[j] === structure.atomicNumbers[i] &&
            other.every((x, k) => Math.abs(x - (moved[k] as number) - Math.round(x - (moved[k] as number))) < 1e-3),
        );
        expect(hit).toBe(true);
      }
    }
    const primitive = multiplyMat3(centering(found.spaceGroup.number).primitiveMatrix, found.standardizedCell.lattice.vectors);
    found.primitiveCell.lattice.vectors.flat().forEach((value, i) => expect(value).toBeCloseTo(primitive.flat()[i] as number, 6));
  });

  it('a cell that is nearly symmetric is standardized to one that is', () => {
    const nearly: Structure = {
      lattice: { vectors: [[4, 0.005, 0], [0, 4.01, 0.004], [0.003, 0, 3.995]] }, // prettier-ignore
      atomicNumbers: [55, 17],
      fracCoords: [
        [0.001, 0, 0],
        [0.5, 0.499, 0.5],
      ],
    };
    const { spaceGroup, standardizedCell, primitiveCell } = findSymmetry(nearly, 0.1);
    expect(spaceGroup.number).toBe(221);
    const { a, b, c, alpha, beta, gamma } = cellParameters(standardizedCell.lattice);
    expect([b, c].map((edge) => Math.abs(edge - a) < 1e-12)).toEqual([true, true]);
    expect([alpha, beta, gamma].map((angle) => Math.abs(angle - 90) < 1e-12)).toEqual([true, true, true]);
    expect(a).toBeCloseTo((4 + 4.01 + 3.995) / 3, 4);
    expect(primitiveCell.lattice).toEqual(standardizedCell.lattice);
  });

  it.each(CRYSTALS)('$name: operations close; standardizing twice is standardizing once', ({ structure }) => {
    const found = findSymmetry(structure, 0.02);
    const key = (operation: (typeof found.operations)[number]): string =>
      operation.rotation.join() + operation.translation.map((x) => Math.round(x * 1000) % 1000).join();
    const keys = new Set(found.operations.map(key));
    const wrapped = found.operations.flatMap((p) => found.operations.map((q) => composeOperations(p, q)));
    expect(wrapped.every((o) => keys.has(key({ ...o, translation: o.translation.map((x) => x - Math.floor(x + 1e-9)) as unknown as Vec3 })))).toBe(
      true,
    );
    const again = findSymmetry(found.standardizedCell, 0.02);
    expect(again.spaceGroup).toEqual(found.spaceGroup);
    expect(again.standardizedCell.atomicNumbers).toHaveLength(found.standardizedCell.atomicNumbers.length);
    expect(latticeVolume(again.standardizedCell.lattice)).toBeCloseTo(latticeVolume(found.standardizedCell.lattice), 6);
    expect(prototypeLabel(found.primitiveCell)).toBe(prototypeLabel(structure, found));
  });

  it('origin, orientation, order of sites and supercells leave group and label', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CRYSTALS),
        fc.tuple(entry, entry, entry),
        fc.tuple(entry, entry, entry),
        fc.constantFrom<Mat3>(
          [
            [1, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
          [
            [1, 1, 0],
            [0, 1, 0],
            [0, -1, 1],
          ],
          [
            [0, 1, 0],
            [1, 0, 0],
            [0, 0, 1],
          ],
          [
            [2, 0, 0],
            [0, 1, 0],
            [0, 1, 1],
          ],
        ),
        ({ structure, symbol, label }, origin, [p, q, r], matrix) => {
          // Cayley transform of a random skew matrix: a rotation.
          const skew: Mat3 = [
            [1, -p, q],
            [p, 1, -r],
            [-q, r, 1],
          ];
          const rotation = multiplyMat3(transpose(skew), invertMat3(skew));
          const inverse = invertMat3(matrix);
          const copies = matrix[0][0] === 2 ? [0, 1] : [0];
          const sites = structure.fracCoords.flatMap((site) => copies.map((n) => rowTimesMat3(addVec3(addVec3(site, origin), [n, 0, 0]), inverse)));
          const numbers = structure.atomicNumbers.flatMap((z) => copies.map(() => z));
          const changed = createStructure(
            createLattice(multiplyMat3(multiplyMat3(matrix, structure.lattice.vectors), rotation)),
            numbers.reverse(),
            sites.reverse(),
          );
          const found = findSymmetry(changed, 0.02);
          expect(found.spaceGroup.symbol).toBe(symbol);
          expect(prototypeLabel(changed, found)).toBe(label);
        },
      ),
      { numRuns: 60, seed: 7 },
    );
  });

  const simple: Structure = {
    lattice: cell(4, 4, 4),
    atomicNumbers: [55, 17],
    fracCoords: [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  };
  it.each<[string, Structure, RegExp]>([
    ['no sites', { ...simple, atomicNumbers: [], fracCoords: [] }, /at least one site/],
    ['lists of unequal length', { ...simple, atomicNumbers: [55] }, /1 elements but 2 positions/],
    [
      'NaN in a position',
      {
        ...simple,
        fracCoords: [
          [0, 0, 0],
          [Number.NaN, 0, 0],
        ],
      },
      /Site 1/,
    ],
    [
      'an infinite lattice vector',
      {
        ...simple,
        lattice: {
          vectors: [
            [4, 0, 0],
            [0, 4, 0],
            [0, 0, Infinity],
          ],
        },
      },
      /finite/,
    ],
    [
      'a flat cell',
      {
        ...simple,
        lattice: {
          vectors: [
            [4, 0, 0],
            [0, 4, 0],
            [4, 4, 0],
          ],
        },
      },
      /plane/,
    ],
    [
      'a site on its own image',
      {
        ...simple,
        lattice: {
          vectors: [
            [4, 0, 0],
            [0, 4, 0],
            [0, 0, 0.005],
          ],
        },
      },
      /stand on one place/,
    ],
    [
      'two sites on one place',
      {
        ...simple,
        fracCoords: [
          [0.9999, 0, 0],
          [0.0001, 0, 0],
        ],
      },
      /Sites 0 .* and 1 .* stand on one place/,
    ],
    ['element 119', { ...simple, atomicNumbers: [119, 1] }, /atomic number 119/],
  ])('refuses %s', (_, structure, message) => {
    expect(() => findSymmetry(structure)).toThrow(InvalidStructureError);
    expect(() => findSymmetry(structure)).toThrow(message);
  });

  it('refuses a tolerance that does not tell sites apart, which would keep the engine busy for minutes', () => {
    const collapsed: Structure = {
      ...simple,
      lattice: {
        vectors: [
          [4, 0, 0],
          [0.3, 4, 0],
          [0, 0.0036, 0.012],
        ],
      },
    };
    expect(() => findSymmetry(collapsed)).toThrow(SymmetryNotFoundError);
    expect(() => findSymmetry(simple, 2)).toThrow(/tolerance of 2 Å/);
  });

  it.each([0, -1, Number.NaN, Infinity])('refuses symprec %s', (symprec) => {
    expect(() => findSymmetry(simple, symprec)).toThrow(InvalidSymprecError);
  });
});
