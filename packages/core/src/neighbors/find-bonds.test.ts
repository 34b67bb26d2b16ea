import { describe, expect, it } from 'vitest';
import type { Structure } from '../crystal/structure.js';
import { atomicNumberOf } from '../elements/elements.js';
import type { Vec3 } from '../numerics/vec3.js';
import { coordinationOf } from './coordination.js';
import { findBonds } from './find-bonds.js';

const cubic = (a: number, sites: readonly (readonly [string, number, number, number])[]): Structure => ({
  lattice: {
    vectors: [
      [a, 0, 0],
      [0, a, 0],
      [0, 0, a],
    ],
  },
  atomicNumbers: sites.map(([symbol]) => atomicNumberOf(symbol) ?? 0),
  fracCoords: sites.map(([, x, y, z]): Vec3 => [x, y, z]),
});
const perovskite = cubic(4.0, [
  ['Ba', 0, 0, 0],
  ['Ti', 0.5, 0.5, 0.5],
  ['O', 0.5, 0.5, 0],
  ['O', 0.5, 0, 0.5],
  ['O', 0, 0.5, 0.5],
]);
const FCC: readonly Vec3[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const diamond = cubic(5.43, [
  ...FCC.map(([x, y, z]) => ['Si', x, y, z] as const),
  ...FCC.map(([x, y, z]) => ['Si', x + 0.25, y + 0.25, z + 0.25] as const),
]);
const zincBlendePrimitive: Structure = {
  lattice: {
    vectors: [
      [0, 2.7, 2.7],
      [2.7, 0, 2.7],
      [2.7, 2.7, 0],
    ],
  },
  atomicNumbers: [30, 16],
  fracCoords: [
    [0, 0, 0],
    [0.25, 0.25, 0.25],
  ],
};

describe('findBonds', () => {
  it.each([
    ['perovskite: Ba 12, Ti 6, O to 4 Ba and 2 Ti', perovskite, [12, 6, 6, 6, 6]],
    ['diamond structure: 4 each', diamond, Array(8).fill(4)],
    ['primitive zinc blende, all neighbors but one in other cells', zincBlendePrimitive, [4, 4]],
  ])('%s', (_name, structure, counts) => {
    expect(findBonds(structure).map((list) => list.length)).toEqual(counts);
  });

  it('joins no two metals and no two anions of an oxide', () => {
    const bonds = findBonds(perovskite);
    expect(bonds[1]?.every((bond) => bond.to >= 2)).toBe(true);
    expect(bonds[2]?.every((bond) => bond.to < 2)).toBe(true);
  });
});

describe('coordinationOf', () => {
  it('counts neighbors by element, the most numerous first', () => {
    const { number, neighbors, distances } = coordinationOf(findBonds(perovskite)[2] ?? [], perovskite.atomicNumbers);
    expect(number).toBe(6);
    expect(neighbors).toEqual([
      { atomicNumber: 56, count: 4 },
      { atomicNumber: 22, count: 2 },
    ]);
    expect(distances?.shortest).toBeCloseTo(2);
    expect(distances?.longest).toBeCloseTo(Math.SQRT2 * 2);
  });

  it('measures the distortion: tetragonal BaTiO₃ with Ti moved by δ = 0.1 Å along z, one bond in six shorter and one longer by it', () => {
    const polar = cubic(4.0, [
      ['Ba', 0, 0, 0],
      ['Ti', 0.5, 0.5, 0.525],
      ['O', 0.5, 0.5, 0],
      ['O', 0.5, 0, 0.5],
      ['O', 0, 0.5, 0.5],
    ]);
    const { distances, distortion } = coordinationOf(findBonds(polar)[1] ?? [], polar.atomicNumbers);
    const side = Math.hypot(2, 0.1);
    const mean = (4 * side + 1.9 + 2.1) / 6;
    expect(distances?.mean).toBeCloseTo(mean, 10);
    expect(distortion).toBeCloseTo((4 * (side - mean) + (mean - 1.9) + (2.1 - mean)) / 6 / mean, 6);
    expect(coordinationOf(findBonds(perovskite)[1] ?? [], perovskite.atomicNumbers).distortion).toBeCloseTo(0, 12);
  });

  it('says nothing of distances where there is no neighbor', () => {
    expect(coordinationOf([], [10])).toEqual({ number: 0, neighbors: [], distances: null, distortion: null });
  });
});
