import { latticeFromParameters } from '@kessho/core/crystal/lattice';
import { createStructure, type Structure } from '@kessho/core/crystal/structure';
import { packStructures } from '@kessho/core/crystal/structure-batch';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { describe, expect, it } from 'vitest';
import { encodeSurrogateGraph, SURROGATE_CUTOFF } from './surrogate-graph.js';

const encode = (...structures: Structure[]) => encodeSurrogateGraph(packStructures(structures));
const cubic = (a: number, sites: readonly (readonly [number, Vec3])[]): Structure =>
  createStructure(
    latticeFromParameters({ a, b: a, c: a, alpha: 90, beta: 90, gamma: 90 }),
    sites.map(([z]) => z),
    sites.map(([, position]) => position),
  );
const CORNERS: readonly Vec3[] = [
  [0, 0, 0],
  [0, 0.5, 0.5],
  [0.5, 0, 0.5],
  [0.5, 0.5, 0],
];
const rockSalt = cubic(5.6, [...CORNERS.map((position) => [11, position] as const), ...CORNERS.map(([x, y, z]) => [17, [x + 0.5, y, z]] as const)]);

/** Close-packed layers over A, B and C places, one atom each. */
function closePacked(layers: string): Structure {
  const places: Record<string, readonly [number, number]> = { A: [0, 0], B: [1 / 3, 2 / 3], C: [2 / 3, 1 / 3] };
  const [a, spacing] = [2.9, 2.9 * Math.sqrt(2 / 3)];
  return createStructure(
    latticeFromParameters({ a, b: a, c: layers.length * spacing, alpha: 90, beta: 90, gamma: 120 }),
    [...layers].map(() => 57),
    [...layers].map((layer, k): Vec3 => [...(places[layer] as readonly [number, number]), k / layers.length]),
  );
}

describe('encodeSurrogateGraph', () => {
  it('has one row a kind of atom, with all its neighbors', () => {
    const { rowCount, atomicNumbers, multiplicities, rowOffsets, neighborCount, neighborRows, neighborVectors } = encode(rockSalt);
    expect({ rowCount, atomicNumbers, multiplicities, rowOffsets }).toEqual({
      rowCount: 2,
      atomicNumbers: Int32Array.of(11, 17),
      multiplicities: Int32Array.of(4, 4),
      rowOffsets: Int32Array.of(0, 2),
    });
    // shells of 6, 12 and 8 within 5.5 Å
    expect(neighborCount).toBe(26);
    expect(neighborRows.subarray(0, 26).filter((row) => row === 1)).toHaveLength(14);
    expect(Math.hypot(...neighborVectors.subarray(0, 3))).toBeLessThan(SURROGATE_CUTOFF);
  });

  it('tells kinds apart whose nearest neighbors agree', () => {
    expect(Array.from(encode(closePacked('ABC')).multiplicities)).toEqual([3]);
    expect(Array.from(encode(closePacked('AB')).multiplicities)).toEqual([2]);
    // double hexagonal: two cubic and two hexagonal layers
    expect(Array.from(encode(closePacked('ABAC')).multiplicities)).toEqual([2, 2]);
    expect(Array.from(encode(closePacked('ABABCBCAC')).multiplicities)).toEqual([3, 6]);
  });

  it('sees an atom that is displaced by a hundredth of an Å', () => {
    const displaced = cubic(
      5.6,
      rockSalt.atomicNumbers.map((z, i) => [z, i === 0 ? [0.01 / 5.6, 0, 0] : (rockSalt.fracCoords[i] as Vec3)]),
    );
    expect(encode(displaced).rowCount).toBeGreaterThan(4);
  });

  it('pads with neighbors at the cutoff', () => {
    const lone = cubic(20, [[11, [0, 0, 0]]]);
    expect(encode(lone)).toMatchObject({ rowCount: 1, neighborCount: 1, neighborRows: Int32Array.of(0) });
    const { neighborCount, neighborVectors, rowOffsets } = encode(rockSalt, lone);
    expect(rowOffsets).toEqual(Int32Array.of(0, 2, 3));
    for (let k = 2 * neighborCount; k < 3 * neighborCount; k++)
      expect(Array.from(neighborVectors.subarray(3 * k, 3 * k + 3))).toEqual([SURROGATE_CUTOFF, 0, 0]);
  });

  it('keeps structures apart, and gives the same from used buffers', () => {
    const buffers = createNeighborBuffers(0);
    encodeSurrogateGraph(packStructures([rockSalt, rockSalt, closePacked('ABAC')]), buffers);
    expect(encodeSurrogateGraph(packStructures([closePacked('AB')]), buffers)).toEqual(encode(closePacked('AB')));
    const { neighborRows, neighborCount } = encode(rockSalt, rockSalt);
    expect(neighborRows.subarray(2 * neighborCount).every((row) => row === 2 || row === 3)).toBe(true);
  });
});
