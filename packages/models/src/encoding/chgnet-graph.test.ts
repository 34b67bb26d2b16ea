import { packStructures } from '@kessho/core/crystal/structure-batch';
import type { Structure } from '@kessho/core/crystal/structure';
import { createStructure } from '@kessho/core/crystal/structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { describe, expect, it } from 'vitest';
import { ModelContractViolatedError } from '../model-errors.js';
import { createChgnetBuffers, encodeChgnetGraph } from './chgnet-graph.js';

const cubic = (a: number, atomicNumbers: number[], fracCoords: Vec3[]): Structure =>
  createStructure(
    {
      vectors: [
        [a, 0, 0],
        [0, a, 0],
        [0, 0, a],
      ],
    },
    atomicNumbers,
    fracCoords,
  );
const encode = (...structures: Structure[]) => encodeChgnetGraph(packStructures(structures), createChgnetBuffers());

describe('encodeChgnetGraph', () => {
  it('counts each pair once, bonds first', () => {
    // simple cubic, 2.9 Å: 6 neighbors at a, 12 at √2 a, 8 at √3 a, 6 at 2a; 24 more at √5 a lie beyond 6 Å
    const graph = encode(cubic(2.9, [83], [[0.1, 0.2, 0.3]]));
    expect(graph.edgeCount).toBe((6 + 12 + 8 + 6) / 2);
    expect(graph.bondCount).toBe(3);
    expect(graph.angleCount).toBe((6 * 5) / 2);
  });

  it('gives every angle at a center the angle between its bonds as they leave it', () => {
    const { edgeVectors: v, angleIndex, angleSign, angleCount } = encode(cubic(2.9, [83], [[0, 0, 0]]));
    const cosines = Array.from({ length: angleCount }, (_, k) => {
      const [p, q] = [3 * angleIndex[k], 3 * angleIndex[angleCount + k]];
      return Math.round((angleSign[k] * (v[p] * v[q] + v[p + 1] * v[q + 1] + v[p + 2] * v[q + 2])) / 2.9 ** 2);
    });
    // six bonds along ±x, ±y, ±z: 12 right angles and three straight ones
    expect(cosines.filter((c) => c === 0)).toHaveLength(12);
    expect(cosines.filter((c) => c === -1)).toHaveLength(3);
  });

  it('has no edges for a lone atom and no angles for a lone pair', () => {
    expect(encode(cubic(20, [11], [[0, 0, 0]]))).toMatchObject({ edgeCount: 0, bondCount: 0, angleCount: 0 });
    expect(
      encode(
        cubic(
          30,
          [11, 17],
          [
            [0, 0, 0],
            [0.08, 0, 0],
          ],
        ),
      ),
    ).toMatchObject({ edgeCount: 1, bondCount: 1, angleCount: 0 });
  });

  it('keeps structures of a batch apart', () => {
    const water = cubic(
      20,
      [8, 1, 1],
      [
        [0.5, 0.5, 0.5],
        [0.55, 0.5, 0.5],
        [0.5, 0.55, 0.5],
      ],
    );
    const { edgeCount, edgeIndex, angleCenter } = encode(water, water);
    const owners = Array.from({ length: edgeCount }, (_, e) => [Math.floor(edgeIndex[e] / 3), Math.floor(edgeIndex[edgeCount + e] / 3)]);
    expect(owners.filter(([i, j]) => i !== j)).toEqual([]);
    expect(new Set(angleCenter)).toEqual(new Set([0, 1, 2, 3, 4, 5]));
  });

  it('gives the same graph from used buffers', () => {
    const [small, large] = [
      cubic(
        4,
        [11, 17],
        [
          [0, 0, 0],
          [0.5, 0.5, 0.5],
        ],
      ),
      cubic(2.9, [83], [[0, 0, 0]]),
    ];
    const buffers = createChgnetBuffers();
    encodeChgnetGraph(packStructures([large, large, large]), buffers);
    expect(encodeChgnetGraph(packStructures([small]), buffers)).toEqual(encode(small));
  });

  it('refuses two atoms on one place', () => {
    expect(() =>
      encode(
        cubic(
          4,
          [11, 17],
          [
            [0.5, 0.5, 0.5],
            [0.5, 0.5, 0.5],
          ],
        ),
      ),
    ).toThrow(ModelContractViolatedError);
  });
});
