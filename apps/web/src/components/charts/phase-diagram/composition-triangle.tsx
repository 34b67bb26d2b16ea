import frame from '../chart-frame.module.css';
import { pointsText } from './convex-polygon';
import styles from './hull-chart.module.css';
import type { Point2 } from './place-phases';
import { barycentric, TRIANGLE } from './place-phases';

const MARGIN = 34;
const MOST_SIDE = 720;
/** Where the names of the corners stand, in pixels from them. */
const CORNER_TEXTS = [
  { dx: -12, dy: 16, anchor: 'end' },
  { dx: 12, dy: 16, anchor: 'start' },
  { dx: 0, dy: -16, anchor: 'middle' },
] as const;
/** Lines of equal share. */
const GRID = [0.2, 0.4, 0.6, 0.8];

export interface TriangleFrame {
  /** Pixels. */
  readonly height: number;
  /** From a point of `TRIANGLE`. */
  readonly toPixels: (point: Point2) => Point2;
  /** From the atom fractions of the three elements. */
  readonly place: (fractions: readonly number[]) => Point2;
}

/** The triangle in the middle of a picture of this width. */
export function triangleFrame(width: number): TriangleFrame {
  const side = Math.min(MOST_SIDE, width - 2 * MARGIN);
  const left = (width - side) / 2;
  const toPixels = ([x, y]: Point2): Point2 => [left + x * side, MARGIN + y * side];
  return {
    height: (side * Math.sqrt(3)) / 2 + 2 * MARGIN,
    toPixels,
    place: (fractions) => toPixels(barycentric(TRIANGLE, fractions)),
  };
}

/** Outline, lines of equal share and the names of the corners. */
export function CompositionTriangle({ elements, place }: { elements: readonly string[]; place: TriangleFrame['place'] }) {
  const corners = [0, 1, 2].map((i) => place([0, 1, 2].map((k) => (k === i ? 1 : 0))));
  const line = ([x1, y1]: Point2, [x2, y2]: Point2, key: string) => <line key={key} className={frame['grid']} x1={x1} y1={y1} x2={x2} y2={y2} />;
  return (
    <>
      {GRID.flatMap((share) => [
        line(place([share, 1 - share, 0]), place([share, 0, 1 - share]), `a${share}`),
        line(place([1 - share, share, 0]), place([0, share, 1 - share]), `b${share}`),
        line(place([1 - share, 0, share]), place([0, 1 - share, share]), `c${share}`),
      ])}
      <polygon className={styles['outline']} points={pointsText(corners)} />
      {CORNER_TEXTS.map(({ dx, dy, anchor }, i) => {
        const [x, y] = corners[i] ?? [0, 0];
        return (
          <text key={anchor} className={styles['corner']} x={x + dx} y={y + dy} textAnchor={anchor} dominantBaseline="central">
            {elements[i]}
          </text>
        );
      })}
    </>
  );
}
