import { describe, expect, it } from 'vitest';
import { placeLabels } from './place-labels';
import type { Point3 } from './place-phases';
import { barycentric, TETRAHEDRON, TRIANGLE, turnPoint } from './place-phases';

const distance = (a: readonly number[], b: readonly number[]): number => Math.hypot(...a.map((value, i) => value - (b[i] ?? 0)));
const edges = (corners: readonly (readonly number[])[]): number[] =>
  corners.flatMap((corner, i) => corners.slice(i + 1).map((other) => distance(corner, other)));

describe('corners', () => {
  it('are regular, and the tetrahedron stands around the origin', () => {
    for (const edge of edges(TRIANGLE)) expect(edge).toBeCloseTo(1, 12);
    for (const edge of edges(TETRAHEDRON)) expect(edge).toBeCloseTo(Math.sqrt(8 / 3), 12);
    for (const value of barycentric(TETRAHEDRON, [0.25, 0.25, 0.25, 0.25])) expect(value).toBeCloseTo(0, 12);
  });
});

describe('barycentric', () => {
  it('puts an element on its corner and LiCoO2 a quarter up from the middle of the other two', () => {
    expect(barycentric(TRIANGLE, [0, 1, 0])).toEqual(TRIANGLE[1]);
    const [x, y] = barycentric(TRIANGLE, [0.25, 0.25, 0.5]);
    expect(x).toBeCloseTo(0.5, 12);
    expect(y).toBeCloseTo(Math.sqrt(3) / 4, 12);
  });
});

describe('turnPoint', () => {
  it('turns about the vertical axis first, then towards the eye', () => {
    const close = (point: Point3, expected: Point3) => expect(distance(point, expected)).toBeLessThan(1e-12);
    close(turnPoint([1, 0, 0], { yaw: 90, pitch: 0 }), [0, 0, -1]);
    close(turnPoint([0, 1, 0], { yaw: 0, pitch: 90 }), [0, 0, 1]);
    close(turnPoint([0, 0, 1], { yaw: 90, pitch: 90 }), [1, 0, 0]);
  });
});

describe('placeLabels', () => {
  it('puts labels to the right, gives way to the left, and leaves out what fits nowhere', () => {
    const points = [
      { x: 100, y: 100 },
      { x: 120, y: 100 },
    ];
    const wish = (id: string, x: number, y = 100) => ({ id, x, y, text: 'LiCoO2' });
    expect(placeLabels([wish('a', 200)], points)).toEqual([{ id: 'a', anchor: 'start', x: 209, y: 100 }]);
    expect(placeLabels([wish('a', 100), wish('b', 120)], points).map(({ id, anchor }) => `${id} ${anchor}`)).toEqual(['a end', 'b start']);
    const crowd = Array.from({ length: 9 }, (_, i) => wish(String(i), 200));
    expect(placeLabels(crowd, []).map(({ id }) => id)).toEqual(['0', '1', '2', '3']);
  });
});
