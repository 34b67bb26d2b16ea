import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildNeighborList } from '../../../src/neighbors/neighbor-list.js';

interface Case {
  readonly name: string;
  readonly lattice: readonly (readonly number[])[];
  readonly fracCoords: readonly (readonly number[])[];
  readonly cutoff: number;
  readonly edgeCount: number;
  readonly sha256: string;
  readonly distanceSum: number;
}

const { cases } = JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')) as { readonly cases: readonly Case[] };

describe('neighbor lists of pymatgen and ASE', () => {
  it.each(cases)('$name, cutoff $cutoff Å: $edgeCount edges', ({ lattice, fracCoords, cutoff, edgeCount, sha256, distanceSum }) => {
    const list = buildNeighborList(
      {
        structureOffsets: Int32Array.of(0, fracCoords.length),
        atomicNumbers: new Int32Array(fracCoords.length).fill(1),
        fracCoords: Float64Array.from(fracCoords.flat()),
        lattices: Float64Array.from(lattice.flat()),
      },
      cutoff,
    );
    expect(list.edgeCount).toBe(edgeCount);
    const lines = Array.from(list.centers, (center, e) => [center, list.neighbors[e], ...list.images.subarray(3 * e, 3 * e + 3)].join(' '));
    expect(createHash('sha256').update(lines.join('\n')).digest('hex')).toBe(sha256);
    // The oracles turn wrapped coordinates into Cartesian ones: 1e-9 Å per edge is their rounding.
    expect(Math.abs(list.distances.reduce((sum, d) => sum + d, 0) - distanceSum)).toBeLessThan(1e-9 * (edgeCount + 1));
  });
});
