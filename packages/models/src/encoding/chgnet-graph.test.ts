import { packStructures } from '@kessho/core/crystal/structure-batch';
import type { Structure } from '@kessho/core/crystal/structure';
import { createStructure } from '@kessho/core/crystal/structure';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { beforeAll, describe, expect, it } from 'vitest';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { packSiteOperations, siteOperations } from '@kessho/core/symmetry/site-operations';
import { findSymmetry } from '@kessho/core/symmetry/find-symmetry';
import { ModelContractViolatedError } from '../model-errors.js';
import { loadSymmetryEngineFromPackage } from '../runtime/load-symmetry-engine.js';
import type { ChgnetGraph } from './chgnet-graph.js';
import { encodeChgnetGraph } from './chgnet-graph.js';
import type { GroupTable, RowGroups } from './row-groups.js';

beforeAll(loadSymmetryEngineFromPackage);

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
const encode = (...structures: Structure[]) => encodeChgnetGraph(packStructures(structures));
/** Row 0 of edges and of angles is empty. */
const sizes = ({ distances, bondCount, angles }: ChgnetGraph) => ({ edges: distances.length - 1, bonds: bondCount - 1, angles: angles.length - 1 });

describe('encodeChgnetGraph', () => {
  it('counts each pair once, bonds first', () => {
    // simple cubic, 2.9 Å: 6 neighbors at a, 12 at √2 a, 8 at √3 a, 6 at 2a; 24 more at √5 a lie beyond 6 Å
    const graph = encode(cubic(2.9, [83], [[0.1, 0.2, 0.3]]));
    expect(sizes(graph)).toEqual({ edges: (6 + 12 + 8 + 6) / 2, bonds: 3, angles: (6 * 5) / 2 });
    expect(Array.from(graph.distances.subarray(1, 4))).toEqual([2.9, 2.9, 2.9].map(Math.fround));
    expect(Math.min(...graph.distances.subarray(4))).toBeGreaterThan(3);
  });

  it('gives every angle at a center the angle between its bonds as they leave it', () => {
    const degrees = Array.from(encode(cubic(2.9, [83], [[0, 0, 0]])).angles.subarray(1), (angle) => Math.round((180 * angle) / Math.PI));
    // six bonds along ±x, ±y, ±z: 12 right angles and three straight ones
    expect(degrees.filter((angle) => angle === 90)).toHaveLength(12);
    expect(degrees.filter((angle) => angle === 180)).toHaveLength(3);
  });

  it('makes orbits of what a symmetry exchanges', () => {
    const crystal = cubic(2.9, [83], [[0, 0, 0]]);
    const operations = siteOperations(crystal, findSymmetry(crystal).operations);
    expect(operations).toHaveLength(48);
    const graph = encodeChgnetGraph({ ...packStructures([crystal]), symmetries: [packSiteOperations(operations)] });
    expect(sizes(graph)).toEqual({ edges: 4, bonds: 1, angles: 2 });
    expect(Array.from(graph.edgeCounts)).toEqual([
      0,
      3,
      ...Array.from(graph.distances.subarray(2), (d) => ({ '4.1': 6, '5.0': 4, '5.8': 3 })[d.toFixed(1)]),
    ]);
    expect(Array.from(graph.angleCounts.subarray(1)).sort((a, b) => a - b)).toEqual([3, 12]);
  });

  it('does without a symmetry that the structure does not have', () => {
    const crystal = cubic(2.9, [83], [[0, 0, 0]]);
    const symmetries = [packSiteOperations(siteOperations(crystal, findSymmetry(crystal).operations))];
    const stretched = { ...packStructures([crystal]), lattices: Float64Array.of(2.9, 0, 0, 0, 2.9, 0, 0, 0, 2.900001) };
    expect(sizes(encodeChgnetGraph({ ...stretched, symmetries }))).toEqual(sizes(encodeChgnetGraph(stretched)));
  });

  it('puts every row of an atom and of a bond into its groups once', () => {
    const graph = encode(
      cubic(2.9, [83], [[0, 0, 0]]),
      cubic(
        4,
        [11, 17],
        [
          [0, 0, 0],
          [0.5, 0.5, 0.5],
        ],
      ),
    );
    const members = ({ rows, size }: RowGroups, groups: Int32Array): number[] =>
      Array.from(groups)
        .flatMap((group) => Array.from(rows.subarray(group * size, (group + 1) * size)))
        .filter((row) => row !== 0);
    const rowsOf = (index: Int32Array, target: number): number[] => {
      const empty = [0, index.length / 2];
      return Array.from(index.keys()).filter((row) => index[row] === target && !empty.includes(row));
    };
    const sorted = (rows: number[]): number[] => rows.sort((a, b) => a - b);
    const { edgeGroups, atomEdgeGroups, angleGroups, bondAngleGroups, atomAngleGroups } = graph;
    const ofTarget = ({ groups, width }: GroupTable, target: number): Int32Array => groups.subarray(target * width, (target + 1) * width);
    for (let atom = 0; atom < 3; atom++) {
      expect(sorted(members(edgeGroups, ofTarget(atomEdgeGroups, atom)))).toEqual(rowsOf(graph.edgeIndex, atom));
      const atCenter = rowsOf(Int32Array.of(...graph.angleCenter, ...graph.angleCenter), atom);
      expect(sorted(members(angleGroups, ofTarget(atomAngleGroups, atom)))).toEqual(atCenter);
    }
    for (let bond = 0; bond < graph.bondCount; bond++) {
      expect(sorted(members(angleGroups, ofTarget(bondAngleGroups, bond)))).toEqual(rowsOf(graph.angleIndex, bond));
    }
  });

  it('has no edges for a lone atom and no angles for a lone pair', () => {
    expect(sizes(encode(cubic(20, [11], [[0, 0, 0]])))).toEqual({ edges: 0, bonds: 0, angles: 0 });
    expect(
      sizes(
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
      ),
    ).toEqual({ edges: 1, bonds: 1, angles: 0 });
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
    const { distances, edgeIndex, angleCenter } = encode(water, water);
    const owners = Array.from(distances, (_, e) => [Math.floor(edgeIndex[e] / 3), Math.floor(edgeIndex[distances.length + e] / 3)]);
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
    const buffers = createNeighborBuffers(0);
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
