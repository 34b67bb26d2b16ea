'use client';
import { useState } from 'react';
import { ChartSvg } from '../chart-svg';
import frame from '../chart-frame.module.css';
import { useWidth } from '../use-width';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullChartProps } from './hull-phase';
import type { Point3, Turn } from './place-phases';
import { barycentric, TETRAHEDRON, turnPoint } from './place-phases';
import { TurnButtons } from './turn-buttons';
import { useTurn } from './use-turn';

export interface TurnedChartProps extends HullChartProps {
  /** Where the picture begins. */
  readonly turn: Turn;
  /** Told of a turn once it rests. */
  readonly onTurn: (turn: Turn) => void;
}

const MOST_SIZE = 680;
/** Room for the names of the corners, pixels. */
const MARGIN = 30;
/** Of the width: a tetrahedron is at most as tall as its edge, 0.82 of the sphere around it; and its names need room. */
const HEIGHT_SHARE = 0.92;
const EDGES = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((k) => k > i).map((k) => [i, k] as const));

/** The composition tetrahedron in parallel projection: dragged or turned by buttons; what is near is larger and darker. */
export function TetrahedronHull({ elements, phases, tieLines, title, description, turn: first, onTurn, ...marks }: TurnedChartProps) {
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const turning = useTurn(first, onTurn);
  const { turn } = turning;
  const size = Math.min(MOST_SIZE, width);
  const radius = size / 2 - MARGIN;
  const heights = TETRAHEDRON.map((corner) => turnPoint(corner, turn)[1]);
  /** The picture keeps to the middle of its frame however it is turned. */
  const middle = (Math.min(...heights) + Math.max(...heights)) / 2;
  const height = size * HEIGHT_SHARE;
  const project = (point: Point3) => {
    const [x, y, depth] = turnPoint(point, turn);
    return { at: [width / 2 + x * radius, height / 2 + (y - middle) * radius] as const, nearness: (depth + 1) / 2 };
  };
  const placed = phases.map((phase) => ({ phase, ...project(barycentric(TETRAHEDRON, phase.fractions)) }));
  const placeOf = new Map(placed.map((place) => [place.phase.id, place]));
  const corners = TETRAHEDRON.map(project);
  const line = (
    from: ReturnType<typeof project> | undefined,
    to: ReturnType<typeof project> | undefined,
    className: string | undefined,
    key: string,
  ) =>
    from &&
    to && (
      <line
        key={key}
        className={className}
        x1={from.at[0]}
        y1={from.at[1]}
        x2={to.at[0]}
        y2={to.at[1]}
        opacity={0.25 + 0.375 * (from.nearness + to.nearness)}
      />
    );
  return (
    <div ref={root} className={frame['frame']}>
      <TurnButtons turning={turning} />
      <ChartSvg className={styles['turnable']} width={width} height={height} title={title} description={description} {...turning.handlers}>
        <g aria-hidden="true">
          {EDGES.map(([i, k]) => line(corners[i], corners[k], styles['outline'], `${i} ${k}`))}
          {tieLines.map(([from, to]) => line(placeOf.get(from), placeOf.get(to), styles['tieLine'], `${from} ${to}`))}
          {corners.map(({ at: [x, y] }, i) => (
            <text
              key={elements[i]}
              className={styles['corner']}
              x={width / 2 + (x - width / 2) * (1 + 20 / radius)}
              y={height / 2 + (y - height / 2) * (1 + 20 / radius)}
              textAnchor="middle"
              dominantBaseline="central"
            >
              {elements[i]}
            </text>
          ))}
        </g>
        <HullMarks placed={placed} onActive={setActive} {...marks} />
      </ChartSvg>
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
