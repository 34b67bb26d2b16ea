import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLattice } from '../crystal/lattice.js';
import type { Structure } from '../crystal/structure.js';
import { createStructure } from '../crystal/structure.js';
import type { Mat3 } from '../numerics/mat3.js';
import { invertMat3, multiplyMat3, rowTimesMat3 } from '../numerics/mat3.js';
import type { Rng } from '../numerics/rng.js';
import { forkRng } from '../numerics/rng.js';
import type { Vec3 } from '../numerics/vec3.js';
import { addVec3 } from '../numerics/vec3.js';
import { groupStructures } from './group-structures.js';
import { matchAnonymous } from './match-anonymous.js';
import { isSameStructure, matchStructures } from './match-structures.js';
import { prepareForMatching } from './matchable-structure.js';

const match = (a: Structure, b: Structure): ReturnType<typeof matchStructures> => matchStructures(prepareForMatching(a), prepareForMatching(b));
const isSame = (a: Structure, b: Structure): boolean => isSameStructure(prepareForMatching(a), prepareForMatching(b));

const cubic = (a: number): Mat3 => [
  [a, 0, 0],
  [0, a, 0],
  [0, 0, a],
];
const rocksalt = (first: number, second: number, a = 5.6): Structure =>
  createStructure(
    createLattice(
      multiplyMat3(
        [
          [0, 0.5, 0.5],
          [0.5, 0, 0.5],
          [0.5, 0.5, 0],
        ],
        cubic(a),
      ),
    ),
    [first, second],
    [
      [0, 0, 0],
      [0.5, 0.5, 0.5],
    ],
  );
const sphalerite = (first: number, second: number): Structure => ({
  ...rocksalt(first, second),
  fracCoords: [
    [0, 0, 0],
    [0.25, 0.25, 0.25],
  ],
});

/** Sites on a jittered grid, so that no two of them come close; one lithium, so that the cell is primitive by its formula. */
function randomStructure(rng: Rng): Structure {
  const skew = (): number => 1.2 * (rng.uniform() - 0.5);
  const vectors: Mat3 = [
    [6 + rng.uniform(), skew(), skew()],
    [skew(), 6 + 2 * rng.uniform(), skew()],
    [skew(), skew(), 7 + rng.uniform()],
  ];
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].filter(() => rng.uniform() < 0.7);
  const occupied = corners.length === 0 ? [0] : corners;
  const positions = occupied.map((corner): Vec3 => [
    0.5 * (corner & 1) + 0.2 * rng.uniform(),
    0.25 * (corner & 2) + 0.2 * rng.uniform(),
    0.125 * (corner & 4) + 0.2 * rng.uniform(),
  ]);
  const atomicNumbers = occupied.map((_, k) => (k === 0 ? 3 : [8, 22, 56][rng.integer(3)]!));
  return createStructure(createLattice(vectors), atomicNumbers, positions);
}

const rattle = (s: Structure, rng: Rng, amplitude: number): Structure => {
  const inverse = invertMat3(s.lattice.vectors);
  const step = (): number => amplitude * (2 * rng.uniform() - 1);
  return createStructure(
    s.lattice,
    s.atomicNumbers,
    s.fracCoords.map((x) => addVec3(x, rowTimesMat3([step(), step(), step()], inverse))),
  );
};

const shift = (s: Structure, by: Vec3): Structure =>
  createStructure(
    s.lattice,
    s.atomicNumbers,
    s.fracCoords.map((x) => addVec3(x, by)),
  );

function rotate(s: Structure, angleRad: number): Structure {
  const [c, d] = [Math.cos(angleRad), Math.sin(angleRad)];
  const about = (m: Mat3): Mat3 =>
    multiplyMat3(m, [
      [c, d, 0],
      [-d, c, 0],
      [0, 0, 1],
    ]);
  const tilt = (m: Mat3): Mat3 =>
    multiplyMat3(m, [
      [1, 0, 0],
      [0, c, -d],
      [0, d, c],
    ]);
  return { ...s, lattice: { vectors: tilt(about(s.lattice.vectors)) } };
}

function doubled(s: Structure): Structure {
  const p: Mat3 = [
    [1, 1, 0],
    [0, 1, 0],
    [1, 0, 2],
  ];
  const inverse = invertMat3(p);
  const both = s.fracCoords.flatMap((x) => [rowTimesMat3(x, inverse), rowTimesMat3([x[0], x[1], x[2] + 1], inverse)]);
  return createStructure(
    createLattice(multiplyMat3(p, s.lattice.vectors)),
    s.atomicNumbers.flatMap((z) => [z, z]),
    both,
  );
}

describe('matchStructures', () => {
  it('tells rock salt from sphalerite and takes any volume', () => {
    expect(match(rocksalt(11, 17), rocksalt(11, 17, 7))).toEqual({ matches: true, rms: 0, maxDistance: 0 });
    expect(match(rocksalt(30, 16), sphalerite(30, 16)).matches).toBe(false);
    expect(match(rocksalt(11, 17), rocksalt(19, 17))).toEqual({ matches: false, rms: null, maxDistance: null });
  });

  it('reflexive, symmetric, blind to origin, order, rotation and supercell', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 8 }), (seed) => {
        const rng = forkRng(seed, 'matching');
        const one = randomStructure(rng);
        const other = rattle(one, rng, 0.1);
        const reference = match(one, other);
        expect(match(one, one).rms).toBeLessThan(1e-6);
        expect(reference.matches).toBe(true);
        const order = one.atomicNumbers.map((_, k) => k).reverse();
        const reordered = { ...other, atomicNumbers: order.map((k) => other.atomicNumbers[k]!), fracCoords: order.map((k) => other.fracCoords[k]!) };
        const variants: readonly Structure[] = [
          shift(other, [rng.uniform(), rng.uniform(), rng.uniform()]),
          reordered,
          rotate(other, 6 * rng.uniform()),
          doubled(other),
        ];
        for (const variant of variants) {
          expect(isSame(one, variant)).toBe(true);
          expect(isSame(variant, one)).toBe(true);
          expect(match(one, variant).rms).toBeCloseTo(reference.rms ?? NaN, 3);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('matches mirror images, and respects tighter tolerances', () => {
    const rng = forkRng('mirror');
    const one = randomStructure(rng);
    const mirrored = {
      ...one,
      lattice: {
        vectors: multiplyMat3(one.lattice.vectors, [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, -1],
        ]),
      },
    };
    expect(isSame(one, mirrored)).toBe(true);
    const [a, b] = [
      prepareForMatching(rocksalt(11, 17)),
      prepareForMatching({
        ...rocksalt(11, 17),
        fracCoords: [
          [0, 0, 0],
          [0.46, 0.5, 0.5],
        ],
      }),
    ];
    expect(isSameStructure(a, b)).toBe(true);
    expect(isSameStructure(a, b, { site: 0.01 })).toBe(false);
  });
});

describe('groupStructures', () => {
  it('groups by the first member, in the order of the list', () => {
    const list = [rocksalt(30, 16), sphalerite(30, 16), doubled(rocksalt(30, 16)), rotate(sphalerite(30, 16), 1), rocksalt(12, 8)];
    expect(groupStructures(list)).toEqual([[0, 2], [1, 3], [4]]);
    expect(groupStructures([])).toEqual([]);
  });
});

describe('matchAnonymous', () => {
  it('finds the renaming of elements', () => {
    const [salt, oxide] = [prepareForMatching(rocksalt(11, 17)), prepareForMatching(rocksalt(12, 8))];
    expect(matchAnonymous(salt, oxide)).toMatchObject({ matches: true, rms: 0 });
    expect(matchAnonymous(salt, prepareForMatching(sphalerite(30, 16)))).toEqual({ matches: false, rms: null, mapping: null });
  });
});
