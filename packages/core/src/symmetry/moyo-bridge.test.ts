import { describe, expect, it } from 'vitest';
import '../../test/load-symmetry.js';
import { latticeFromParameters } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import { multiplyMat3, transpose, type Mat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { findSymmetry } from './find-symmetry.js';
import { analyzeWithEngine, operationsFromEngine, spaceGroupFromEngine, wyckoffPositionsFromEngine } from './moyo-bridge.js';
import { SymmetryEngineTrappedError, SymmetryNotFoundError } from './symmetry-errors.js';

const cubic = (a: number): Structure['lattice'] => latticeFromParameters({ a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 });
const cesiumChloride: Structure = {
  lattice: cubic(4),
  atomicNumbers: [55, 17],
  fracCoords: [
    [0, 0, 0],
    [0.5, 0.5, 0.5],
  ],
};

/** α-quartz, P3₁21 with a threefold screw axis along c, turned in space and shifted: every mix-up of rows and columns shows. */
function quartz(mirrorBasis: boolean): Structure {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const rotation: Mat3 = [
    [c, -s, 0],
    [s * c, c * c, -s],
    [s * s, c * s, c],
  ];
  const vectors = multiplyMat3(latticeFromParameters({ a: 4.9, b: 4.9, c: 5.4, alpha: 90, beta: 90, gamma: 120 }).vectors, transpose(rotation));
  const [x, y, z, u] = [0.41, 0.27, 0.12, 0.47];
  const sites: Vec3[] = [
    [x, y, z],
    [-y, x - y, z + 1 / 3],
    [y - x, -x, z + 2 / 3],
    [y, x, -z],
    [x - y, -y, 2 / 3 - z],
    [-x, y - x, 1 / 3 - z],
    [u, 0, 1 / 3],
    [0, u, 2 / 3],
    [-u, -u, 0],
  ];
  const shifted = sites.map(([p, q, r]): Vec3 => [p + 0.123, q + 0.234, r + 0.345]);
  const atomicNumbers = [8, 8, 8, 8, 8, 8, 14, 14, 14];
  if (!mirrorBasis) return { lattice: { vectors }, atomicNumbers, fracCoords: shifted };
  return { lattice: { vectors: [vectors[1], vectors[0], vectors[2]] }, atomicNumbers, fracCoords: shifted.map(([p, q, r]): Vec3 => [q, p, r]) };
}

describe('the bridge to moyo', () => {
  it.each([
    ['right-handed', false],
    ['left-handed', true],
  ] as const)('reads rotations column-major: operations carry quartz on a %s basis onto itself', (_, mirrored) => {
    const crystal = quartz(mirrored);
    const { operations, spaceGroup } = findSymmetry(crystal);
    expect(spaceGroup).toEqual({ number: 152, symbol: 'P 3_1 2 1' });
    for (const { rotation, translation } of operations) {
      for (const [i, site] of crystal.fracCoords.entries()) {
        const image = rotation.map((row, k) => row[0] * site[0] + row[1] * site[1] + row[2] * site[2] + (translation[k] as number));
        const hit = crystal.fracCoords.some(
          (other, j) =>
            crystal.atomicNumbers[i] === crystal.atomicNumbers[j] &&
            other.every((value, k) => Math.abs(value - (image[k] as number) - Math.round(value - (image[k] as number))) < 1e-6),
        );
        expect(hit).toBe(true);
      }
    }
  });

  it('returns wrapped positions and translations', () => {
    const found = analyzeWithEngine(quartz(false), 0.01);
    const values = [
      ...found.standardizedCell.fracCoords.flat(),
      ...found.primitiveCell.fracCoords.flat(),
      ...found.operations.flatMap((o) => o.translation),
    ];
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  });

  it('works in the ITA standard setting', () => {
    expect(spaceGroupFromEngine(227)).toEqual({ symbol: 'F d -3 m', hallNumber: 526, centering: 'F', pointGroup: 'm-3m' });
    expect(spaceGroupFromEngine(166)).toMatchObject({ hallNumber: 458, centering: 'R' });
    expect(operationsFromEngine(227)).toHaveLength(192);
    expect(spaceGroupFromEngine(136).symbol).toBe('P 4_2/m n m');
  });

  it('asks for Wyckoff positions by Hall number: 227 alone would be another group', () => {
    expect(
      wyckoffPositionsFromEngine(526)
        .map(({ letter }) => letter)
        .join(''),
    ).toBe('ihgfedcba');
    expect(wyckoffPositionsFromEngine(227)).not.toHaveLength(9);
    expect(wyckoffPositionsFromEngine(spaceGroupFromEngine(47).hallNumber)[0]?.letter).toBe('A');
  });

  it('starts afresh after a breakdown, again and again', () => {
    const unequal: Structure = { ...cesiumChloride, atomicNumbers: [55] };
    // 200 breakdowns are what exhausts the stack of one instance.
    for (let i = 0; i < 300; i++) expect(() => analyzeWithEngine(unequal, 0.01)).toThrow(SymmetryEngineTrappedError);
    expect(findSymmetry(cesiumChloride).spaceGroup.number).toBe(221);
  });

  it.each<[string, Structure]>([
    [
      'a singular lattice',
      {
        ...cesiumChloride,
        lattice: {
          vectors: [
            [1, 0, 0],
            [2, 0, 0],
            [0, 0, 1],
          ],
        },
      },
    ],
    [
      'NaN',
      {
        ...cesiumChloride,
        fracCoords: [
          [Number.NaN, 0, 0],
          [0.5, 0.5, 0.5],
        ],
      },
    ],
  ])('wraps the bare string thrown for %s', (_, structure) => {
    expect(() => analyzeWithEngine(structure, 0.01)).toThrow(SymmetryNotFoundError);
  });
});
