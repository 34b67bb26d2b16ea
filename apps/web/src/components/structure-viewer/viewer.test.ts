import { findBonds as findBondsIn } from '@kessho/core/neighbors/find-bonds';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { describe, expect, it } from 'vitest';
import { buildScene } from './cell-scene';
import { polyhedronFaces } from './polyhedron-faces';
import type { ViewerStructure } from './viewer-structure';
import { structureOf } from './viewer-structure';

const findBonds = (structure: ViewerStructure) => findBondsIn(structureOf(structure));

const cubic = (a: number, sites: readonly (readonly [string, number, number, number])[]): ViewerStructure => ({
  lattice: [
    [a, 0, 0],
    [0, a, 0],
    [0, 0, a],
  ],
  symbols: sites.map(([symbol]) => symbol),
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
describe('buildScene', () => {
  it('repeats atoms of corners, edges and faces, and shows the beginning of bonds that leave the cell', () => {
    const scene = buildScene(perovskite, findBonds(perovskite), { supercell: [1, 1, 1], hasPolyhedra: false });
    expect(scene.atoms).toHaveLength(8 + 1 + 6);
    expect(scene.sticks).toHaveLength(12); // six Ti–O within the cell, and a stub outward from each oxygen to the next Ti
    expect(scene.sticks.filter((stick) => stick.to === null)).toHaveLength(6);
    expect(scene.polyhedra).toEqual([]);
  });

  it('completes polyhedra beyond the cell', () => {
    const rutileLike = cubic(4.2, [
      ...FCC.map(([x, y, z]) => ['Mg', x, y, z] as const),
      ...FCC.map(([x, y, z]) => ['O', (x + 0.5) % 1, y, z] as const),
    ]);
    const scene = buildScene(rutileLike, findBonds(rutileLike), { supercell: [1, 1, 1], hasPolyhedra: true });
    expect(scene.polyhedra).toHaveLength(14);
    expect(scene.polyhedra.every(({ corners }) => corners.length === 6)).toBe(true);
    expect(scene.atoms.length).toBeGreaterThan(27);
  });

  it('counts a supercell of 2 × 1 × 1', () => {
    const scene = buildScene(perovskite, findBonds(perovskite), { supercell: [2, 1, 1], hasPolyhedra: false });
    expect(scene.atoms.filter(({ symbol }) => symbol === 'Ti')).toHaveLength(2);
    expect(scene.atoms.filter(({ symbol }) => symbol === 'Ba')).toHaveLength(12);
  });
});

describe('polyhedronFaces', () => {
  const octahedron: Vec3[] = [
    [1, 0, 0],
    [-1, 0, 0],
    [0, 1, 0],
    [0, -1, 0],
    [0, 0, 1],
    [0, 0, -1],
  ];
  const cube = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [-1, 1].map((z): Vec3 => [x, y, z])));
  it.each([
    ['octahedron: eight triangles', octahedron, 8, 3],
    ['cube: six squares', cube, 6, 4],
  ])('%s', (_name, corners, count, size) => {
    const faces = polyhedronFaces(corners);
    expect(faces).toHaveLength(count);
    expect(faces.every((face) => face.length === size)).toBe(true);
  });

  it('walks around a face: neighbors in the list are edges, not diagonals', () => {
    for (const face of polyhedronFaces(cube)) {
      face.forEach((corner, place) => {
        const next = cube[face[(place + 1) % face.length] ?? 0] ?? [0, 0, 0];
        const here = cube[corner] ?? [0, 0, 0];
        expect(Math.hypot(next[0] - here[0], next[1] - here[1], next[2] - here[2])).toBeCloseTo(2);
      });
    }
  });
});
