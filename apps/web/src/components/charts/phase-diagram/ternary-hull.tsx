'use client';
import { useId, useState } from 'react';
import frame from '../chart-frame.module.css';
import { useWidth } from '../use-width';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullChartProps } from './hull-phase';
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

/** The composition triangle: tie-lines between stable phases, all others in the color of their height above the hull. */
export function TernaryHull({ elements, phases, tieLines, title, description, ...marks }: HullChartProps) {
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const id = useId();
  const side = Math.min(MOST_SIDE, width - 2 * MARGIN);
  const left = (width - side) / 2;
  const height = (side * Math.sqrt(3)) / 2 + 2 * MARGIN;
  const pixels = (fractions: readonly number[]): Point2 => {
    const [x, y] = barycentric(TRIANGLE, fractions);
    return [left + x * side, MARGIN + y * side];
  };
  const placed = phases.map((phase) => ({ phase, at: pixels(phase.fractions) }));
  const placeOf = new Map(placed.map(({ phase, at }) => [phase.id, at]));
  const line = (from: Point2, to: Point2, className: string | undefined, key: string) => (
    <line key={key} className={className} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />
  );
  const corners = [0, 1, 2].map((i) => pixels([0, 1, 2].map((k) => (k === i ? 1 : 0))));
  return (
    <div ref={root} className={frame['frame']}>
      <svg
        className={frame['plot']}
        width={width}
        height={height}
        role="group"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
        <g aria-hidden="true">
          {GRID.flatMap((share) => [
            line(pixels([share, 1 - share, 0]), pixels([share, 0, 1 - share]), frame['grid'], `a${share}`),
            line(pixels([1 - share, share, 0]), pixels([0, share, 1 - share]), frame['grid'], `b${share}`),
            line(pixels([1 - share, 0, share]), pixels([0, 1 - share, share]), frame['grid'], `c${share}`),
          ])}
          <polygon className={styles['outline']} points={corners.map((corner) => corner.join(',')).join(' ')} />
          {tieLines.map(([from, to]) => line(placeOf.get(from) ?? [0, 0], placeOf.get(to) ?? [0, 0], styles['tieLine'], `${from} ${to}`))}
          {CORNER_TEXTS.map(({ dx, dy, anchor }, i) => {
            const [x, y] = corners[i] ?? [0, 0];
            return (
              <text key={anchor} className={styles['corner']} x={x + dx} y={y + dy} textAnchor={anchor} dominantBaseline="central">
                {elements[i]}
              </text>
            );
          })}
        </g>
        <HullMarks placed={placed} onActive={setActive} {...marks} />
      </svg>
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
