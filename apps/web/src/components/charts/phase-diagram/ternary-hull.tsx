'use client';
import { useState } from 'react';
import { ChartSvg } from '../chart-svg';
import frame from '../chart-frame.module.css';
import { useWidth } from '../use-width';
import { CompositionTriangle, triangleFrame } from './composition-triangle';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullChartProps } from './hull-phase';

/** The composition triangle: tie-lines between stable phases, all others in the color of their height above the hull. */
export function TernaryHull({ elements, phases, tieLines, title, description, ...marks }: HullChartProps) {
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const { height, place } = triangleFrame(width);
  const placed = phases.map((phase) => ({ phase, at: place(phase.fractions) }));
  const placeOf = new Map(placed.map(({ phase, at }) => [phase.id, at]));
  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={height} title={title} description={description}>
        <g aria-hidden="true">
          <CompositionTriangle elements={elements} place={place} />
          {tieLines.map(([from, to]) => {
            const [start, end] = [placeOf.get(from), placeOf.get(to)];
            return start && end && <line key={`${from} ${to}`} className={styles['tieLine']} x1={start[0]} y1={start[1]} x2={end[0]} y2={end[1]} />;
          })}
        </g>
        <HullMarks placed={placed} onActive={setActive} {...marks} />
      </ChartSvg>
      <HullTip placed={placed} active={active} width={width} />
    </div>
  );
}
