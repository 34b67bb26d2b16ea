import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLattice } from '../crystal/lattice.js';
import type { StructureBatch } from '../crystal/structure-batch.js';
import { packStructures } from '../crystal/structure-batch.js';
import { createStructure } from '../crystal/structure.js';
import type { Mat3 } from '../numerics/mat3.js';
import { rowTimesMat3 } from '../numerics/mat3.js';
import { forkRng } from '../numerics/rng.js';
import type { Vec3 } from '../numerics/vec3.js';
import { imageRange, InvalidCutoffError } from './image-range.js';
import { createNeighborBuffers } from './neighbor-buffers.js';
import { buildNeighborList } from './neighbor-list.js';

const batchOf = (vectors: Mat3, fracCoords: readonly Vec3[]): StructureBatch => ({
  structureOffsets: Int32Array.of(0, fracCoords.length),
  atomicNumbers: new Int32Array(fracCoords.length).fill(14),
  fracCoords: Float64Array.from(fracCoords.flat()),
  lattices: Float64Array.from(vectors.flat()),
});

/** Edges as text, by visiting every image in a box that is surely large enough. */
function bruteForce(vectors: Mat3, frac: readonly Vec3[], cutoff: number): string[] {
  const spread = [0, 1, 2].map((k) => Math.ceil(Math.max(...frac.map((p) => p[k]!)) - Math.min(...frac.map((p) => p[k]!))));
  const n = imageRange({ vectors }, cutoff).map((range, k) => range + spread[k]! + 1);
  const edges: string[] = [];
  frac.forEach((p, i) =>
    frac.forEach((q, j) => {
      for (let x = -n[0]!; x <= n[0]!; x++)
        for (let y = -n[1]!; y <= n[1]!; y++)
          for (let z = -n[2]!; z <= n[2]!; z++) {
            if (i === j && x === 0 && y === 0 && z === 0) continue;
            const r = rowTimesMat3([q[0] - p[0] + x, q[1] - p[1] + y, q[2] - p[2] + z], vectors);
            if (r[0] * r[0] + r[1] * r[1] + r[2] * r[2] <= cutoff * cutoff) edges.push([i, j, x, y, z].join(' '));
          }
    }),
  );
  return edges;
}

function edgesAsText(batch: StructureBatch, cutoff: number): string[] {
  const list = buildNeighborList(batch, cutoff);
  return Array.from(list.centers, (center, e) => [center, list.neighbors[e], ...list.images.subarray(3 * e, 3 * e + 3)].join(' '));
}

const cube = (a: number): Mat3 => [
  [a, 0, 0],
  [0, a, 0],
  [0, 0, a],
];

describe('buildNeighborList', () => {
  it("finds an atom's own images: 6 at a, 12 at a√2 in a simple cube", () => {
    expect(buildNeighborList(batchOf(cube(3), [[0, 0, 0]]), 3.01).edgeCount).toBe(6);
    expect(buildNeighborList(batchOf(cube(3), [[0.2, 5, -7.3]]), 4.3).edgeCount).toBe(18);
  });

  it.each([
    [
      'sheared',
      [
        [4, 0, 0],
        [12, 4, 0],
        [-9, 3, 4],
      ],
      5,
    ],
    [
      'flat',
      [
        [3, 0, 0],
        [0, 3.2, 0],
        [2, 1, 30],
      ],
      6,
    ],
    [
      'needle',
      [
        [1.1, 0, 0],
        [0.3, 25, 0],
        [0, 1, 20],
      ],
      4,
    ],
    [
      'left-handed',
      [
        [0, 4, 0.1],
        [4, 0, 0.3],
        [0, 0.2, 4],
      ],
      6,
    ],
    [
      'tiny',
      [
        [0.9, 0, 0],
        [0.4, 0.8, 0],
        [0.1, 0.2, 0.9],
      ],
      2.5,
    ],
  ] as [string, Mat3, number][])('agrees with brute force, order included: %s cell', (_name, vectors, cutoff) => {
    const rng = forkRng('neighbors', _name);
    const frac = Array.from({ length: 4 }, (): Vec3 => [4 * rng.uniform() - 2, 4 * rng.uniform() - 2, 4 * rng.uniform() - 2]);
    expect(edgesAsText(batchOf(vectors, frac), cutoff)).toEqual(bruteForce(vectors, frac, cutoff));
  });

  it('agrees with brute force where atoms are binned', () => {
    const rng = forkRng('neighbors', 'large');
    const vectors: Mat3 = [
      [19, 0, 0],
      [6, 21, 0],
      [-5, 4, 17],
    ];
    const frac = Array.from({ length: 150 }, (): Vec3 => [3 * rng.uniform() - 1, 3 * rng.uniform() - 1, 3 * rng.uniform() - 1]);
    expect(edgesAsText(batchOf(vectors, frac), 3)).toEqual(bruteForce(vectors, frac, 3));
    const long: Mat3 = [
      [60, 0, 0],
      [1, 5, 0],
      [2, 1, 5],
    ];
    expect(edgesAsText(batchOf(long, frac), 5.5)).toEqual(bruteForce(long, frac, 5.5));
  });

  it('has every edge in both directions with opposite vectors', () => {
    const entry = fc.integer({ min: -6000, max: 6000 }).map((x) => x / 1000);
    const vector = fc.tuple(entry, entry, entry);
    fc.assert(
      fc.property(fc.tuple(vector, vector, vector), fc.array(vector, { minLength: 1, maxLength: 5 }), (vectors, frac) => {
        const [u, v, w] = vectors;
        const volume = Math.abs(u[0] * (v[1] * w[2] - v[2] * w[1]) + u[1] * (v[2] * w[0] - v[0] * w[2]) + u[2] * (v[0] * w[1] - v[1] * w[0]));
        fc.pre(volume > 5);
        const list = buildNeighborList(batchOf(vectors, frac), 3);
        const edges = new Map<string, readonly number[]>();
        const key = (i: number, j: number, t: readonly number[]): string => [i, j, ...t.map((x) => x + 0)].join(' ');
        for (let e = 0; e < list.edgeCount; e++) {
          const image = Array.from(list.images.subarray(3 * e, 3 * e + 3));
          edges.set(key(list.centers[e]!, list.neighbors[e]!, image), Array.from(list.vectors.subarray(3 * e, 3 * e + 3)));
        }
        for (let e = 0; e < list.edgeCount; e++) {
          const image = Array.from(list.images.subarray(3 * e, 3 * e + 3), (x) => 0 - x);
          const reverse = edges.get(key(list.neighbors[e]!, list.centers[e]!, image));
          expect(reverse?.map((x) => 0 - x)).toEqual(Array.from(list.vectors.subarray(3 * e, 3 * e + 3), (x) => x + 0));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('treats a batch as its structures one by one, with and without given buffers', () => {
    const a = createStructure(
      createLattice(cube(4)),
      [11, 17],
      [
        [0, 0, 0],
        [0.5, 0.5, 0.5],
      ],
    );
    const b = createStructure(createLattice(cube(2.5)), [3], [[0, 0, 0]]);
    const batch = packStructures([a, b, a]);
    const list = buildNeighborList(batch, 5, createNeighborBuffers(1));
    const single = [a, b, a].map((structure) => buildNeighborList(packStructures([structure]), 5));
    expect(Array.from(list.edgeOffsets)).toEqual([0, single[0]!.edgeCount, single[0]!.edgeCount + single[1]!.edgeCount, list.edgeCount]);
    expect(Array.from(list.distances)).toEqual(single.flatMap((s) => Array.from(s.distances)));
    expect(Array.from(list.centers.subarray(list.edgeOffsets[2])).map((c) => c - 3)).toEqual(Array.from(single[2]!.centers));
    expect(list).toEqual(buildNeighborList(batch, 5));
  });

  it('lists the edges of chosen centers alone, cells with and without bins', () => {
    const cell = { a: [9, 0, 0], b: [2, 8, 0], c: [1, 1, 10] } as const;
    for (const count of [12, 130]) {
      const rng = forkRng('centers', count);
      const batch = batchOf([cell.a, cell.b, cell.c], Array.from({ length: count }, (): Vec3 => [rng.uniform(), rng.uniform(), rng.uniform()]));
      const isCenter = Uint8Array.from({ length: count }, (_, i) => (i % 5 === 2 ? 1 : 0));
      const edgesOf = ({ edgeCount, centers, neighbors, images }: ReturnType<typeof buildNeighborList>): string[] =>
        Array.from({ length: edgeCount }, (_, e) => [centers[e], neighbors[e], ...images.subarray(3 * e, 3 * e + 3)].join(' '));
      const all = edgesOf(buildNeighborList(batch, 3));
      const chosen = all.filter((edge) => isCenter[parseInt(edge, 10)] === 1);
      expect(chosen.length).toBeGreaterThan(0);
      expect(edgesOf(buildNeighborList(batch, 3, undefined, isCenter))).toEqual(chosen);
    }
  });

  it('finds nothing for an isolated atom or cutoff 0, and rejects what is no length', () => {
    expect(buildNeighborList(batchOf(cube(20), [[0, 0, 0]]), 6).edgeCount).toBe(0);
    expect(buildNeighborList(batchOf(cube(20), [[0, 0, 0]]), 0).edgeCount).toBe(0);
    for (const cutoff of [NaN, -1, Infinity]) expect(() => buildNeighborList(batchOf(cube(20), [[0, 0, 0]]), cutoff)).toThrow(InvalidCutoffError);
  });
});
