import type { Point2 } from './place-phases';

/** Points nearer than this, in the units of the drawing, are one. */
const SAME_POINT = 1e-9;

const turnOf = (a: Point2, b: Point2, c: Point2): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

/**
 * Corners of the convex hull of points in the plane, in order around it; two for points on a line, one where all are the same. By monotone chains
 * (A. M. Andrew, Inf. Process. Lett. 9, 216 (1979)).
 */
export function convexPolygon(points: readonly Point2[]): Point2[] {
  const sorted = points
    .toSorted(([x1, y1], [x2, y2]) => x1 - x2 || y1 - y2)
    .filter(([x, y], place, all) => {
      const before = all[place - 1];
      return before === undefined || Math.hypot(x - before[0], y - before[1]) > SAME_POINT;
    });
  if (sorted.length < 3) return sorted;
  const chain = (ordered: readonly Point2[]): Point2[] => {
    const kept: Point2[] = [];
    for (const point of ordered) {
      for (let [a, b] = kept.slice(-2); a && b && turnOf(a, b, point) <= SAME_POINT; [a, b] = kept.slice(-2)) kept.pop();
      kept.push(point);
    }
    return kept.slice(0, -1);
  };
  return [...chain(sorted), ...chain(sorted.toReversed())];
}

/** What of a convex polygon, or a line of two points, lies in a half plane a·x ≤ b (I. E. Sutherland and G. W. Hodgman, Commun. ACM 17, 32 (1974)). */
export function clipPolygon(corners: readonly Point2[], [ax, ay]: Point2, b: number): Point2[] {
  const heightOf = ([x, y]: Point2): number => ax * x + ay * y - b;
  return corners.flatMap((corner, place): Point2[] => {
    const before = corners.at(place - 1) ?? corner;
    const [height, heightBefore] = [heightOf(corner), heightOf(before)];
    const kept: Point2[] = height <= 0 ? [corner] : [];
    if (height > 0 === heightBefore > 0) return kept;
    const share = heightBefore / (heightBefore - height);
    return [[before[0] + share * (corner[0] - before[0]), before[1] + share * (corner[1] - before[1])], ...kept];
  });
}

/** Center of mass of a convex polygon, in the middle of two points; and its area, 0 for a line. */
export function middleOf(corners: readonly Point2[]): { readonly at: Point2; readonly area: number } {
  const [first = [0, 0]] = corners;
  let [area, x, y] = [0, 0, 0];
  corners.slice(1, -1).forEach((corner, k) => {
    const next = corners[k + 2] ?? corner;
    const part = turnOf(first, corner, next) / 2;
    area += part;
    x += (part * (first[0] + corner[0] + next[0])) / 3;
    y += (part * (first[1] + corner[1] + next[1])) / 3;
  });
  if (Math.abs(area) > SAME_POINT) return { at: [x / area, y / area], area: Math.abs(area) };
  const sum = corners.reduce<Point2>(([sx, sy], [cx, cy]) => [sx + cx, sy + cy], [0, 0]);
  return { at: [sum[0] / Math.max(1, corners.length), sum[1] / Math.max(1, corners.length)], area: 0 };
}

/** For the attribute of an SVG polygon. */
export const pointsText = (corners: readonly Point2[]): string => corners.map(([x, y]) => `${x.toFixed(2)},${y.toFixed(2)}`).join(' ');
