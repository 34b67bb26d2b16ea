'use client';
import type { PointerEvent } from 'react';
import { useId, useRef, useState } from 'react';
import { useTranslate } from '../../../i18n/use-translate';
import { Button } from '../../button';
import frame from '../chart-frame.module.css';
import { useWidth } from '../use-width';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullChartProps } from './hull-phase';
import type { Point3, Turn } from './place-phases';
import { barycentric, TETRAHEDRON, turnPoint } from './place-phases';

interface TetrahedronHullProps extends HullChartProps {
  readonly turn: Turn;
  readonly onTurn: (turn: Turn) => void;
}

const MOST_SIZE = 680;
/** Room for the names of the corners, pixels. */
const MARGIN = 30;
/** Of the width: a tetrahedron is at most as tall as its edge, 0.82 of the sphere around it; and its names need room. */
const HEIGHT_SHARE = 0.88;
/** Degrees a pixel of dragging turns, and a button. */
const DRAG_DEGREES = 0.5;
const STEP_DEGREES = 15;
const EDGES = [0, 1, 2, 3].flatMap((i) => [0, 1, 2, 3].filter((k) => k > i).map((k) => [i, k] as const));

/** The composition tetrahedron in parallel projection: dragged or turned by buttons; what is near is larger and darker. */
export function TetrahedronHull({ elements, phases, tieLines, title, description, turn, onTurn, ...marks }: TetrahedronHullProps) {
  const t = useTranslate();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly turn: Turn } | null>(null);
  const id = useId();
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
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    const start = drag.current;
    if (start === null) return;
    const pitch = start.turn.pitch - (clientY - start.y) * DRAG_DEGREES;
    onTurn({ yaw: Math.round(start.turn.yaw + (clientX - start.x) * DRAG_DEGREES) % 360, pitch: Math.round(Math.min(90, Math.max(-90, pitch))) });
  };
  const by = (yaw: number, pitch: number) => () => onTurn({ yaw: (turn.yaw + yaw) % 360, pitch: Math.min(90, Math.max(-90, turn.pitch + pitch)) });
  const turns = [
    { label: t('structure.view.left'), sign: '←', turn: by(-STEP_DEGREES, 0) },
    { label: t('structure.view.right'), sign: '→', turn: by(STEP_DEGREES, 0) },
    { label: t('structure.view.up'), sign: '↑', turn: by(0, STEP_DEGREES) },
    { label: t('structure.view.down'), sign: '↓', turn: by(0, -STEP_DEGREES) },
  ];
  return (
    <div ref={root} className={frame['frame']}>
      <div className={styles['turns']} role="group" aria-label={t('diagram.turn')}>
        {turns.map(({ label, sign, turn: onClick }) => (
          <Button key={label} size="small" isIcon aria-label={label} title={label} onClick={onClick}>
            {sign}
          </Button>
        ))}
      </div>
      <svg
        className={`${frame['plot']} ${styles['turnable']}`}
        width={width}
        height={height}
        role="group"
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-description`}
        onPointerDown={({ clientX, clientY, currentTarget, pointerId, target }) => {
          if (target instanceof Element && target.closest('[data-mark]') !== null) return;
          drag.current = { x: clientX, y: clientY, turn };
          currentTarget.setPointerCapture(pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={() => (drag.current = null)}
        onPointerCancel={() => (drag.current = null)}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description}</desc>
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
      </svg>
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
