'use client';
import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import { tickText } from '../../../format/tick-text';
import { useLanguage } from '../../../i18n/use-translate';
import { ChartSvg } from '../chart-svg';
import frame from '../chart-frame.module.css';
import { useWidth } from '../use-width';
import { convexPolygon, pointsText } from './convex-polygon';
import styles from './hull-chart.module.css';
import { HullMarks, HullTip } from './hull-marks';
import type { HullFacet } from './hull-phase';
import type { Point2, Point3 } from './place-phases';
import { barycentric, FLOOR, turnPoint } from './place-phases';
import type { TurnedChartProps } from './tetrahedron-hull';
import { TurnButtons } from './turn-buttons';
import { useTurn } from './use-turn';

interface HullReliefProps extends TurnedChartProps {
  readonly facets: readonly HullFacet[];
}

const MOST_SIZE = 720;
/** Pixels: for the names of the corners and the numbers of the axis. */
const MARGIN = 40;
/** Of the circle around the triangle: from the lowest phase to the highest, or to the elements. */
const DEPTH = 1.15;
/** eV/atom: systems without compounds are no deeper than this. */
const LEAST_DEPTH = 0.05;
const TICKS = 4;

/**
 * The hull of three elements with the formation energy as height: its facets hang from the triangle of the elements, and from each phase above it a line
 * falls to the facet beneath. In parallel projection, the far parts first.
 */
export function HullRelief({ elements, phases, tieLines, facets, title, description, turn: first, onTurn, ...marks }: HullReliefProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const turning = useTurn(first, onTurn);
  const { turn } = turning;
  const size = Math.min(MOST_SIZE, width);
  const radius = size / 2 - MARGIN;
  const energies = phases.map(({ formationEnergyPerAtom }) => formationEnergyPerAtom);
  const [lowest, highest] = [Math.min(-LEAST_DEPTH, ...energies), Math.max(0, ...energies)];
  const height = size * 0.95;
  /** @param energy eV/atom; down is positive on the screen */
  const placeOf = (fractions: readonly number[], energy: number): Point3 => {
    const [x, , z] = barycentric(FLOOR, fractions);
    return [x, ((highest - energy) / (highest - lowest)) * DEPTH - DEPTH / 2, z];
  };
  const project = (point: Point3) => {
    const [x, y, depth] = turnPoint(point, turn);
    return { at: [width / 2 + x * radius, height / 2 + y * radius] as const, nearness: Math.min(1, Math.max(0, (depth + 1) / 2)) };
  };
  const placed = phases.map((phase) => ({ phase, ...project(placeOf(phase.fractions, phase.formationEnergyPerAtom)) }));
  const placeById = new Map(placed.map((place) => [place.phase.id, place]));
  const roof = elements.map((_, i) => cornerOf(i));
  const [top, bottom] = [0, lowest].map((energy) => roof.map((fractions) => project(placeOf(fractions, energy)).at)) as [Point2[], Point2[]];
  const segment = ([x1, y1]: Point2, [x2, y2]: Point2, className: string | undefined, key: string) => (
    <line key={key} className={className} x1={x1} y1={y1} x2={x2} y2={y2} />
  );
  const sheets = facets
    .map(({ phases: members }) => members.flatMap((member) => placeById.get(member) ?? []))
    .filter((members) => members.length > 2)
    .map((members) => ({
      key: members.map(({ phase }) => phase.id).join(' '),
      corners: convexPolygon(members.map(({ at }) => at)),
      nearness: members.reduce((sum, { nearness }) => sum + nearness, 0) / members.length,
    }))
    .sort((one, other) => one.nearness - other.nearness);
  // The axis stands at the corner that is farthest to the left.
  const axisCorner = bottom.reduce((best, [x], i) => (x < (bottom[best]?.[0] ?? Infinity) ? i : best), 0);
  const ticks = scaleLinear([lowest, 0], [0, 1]).ticks(TICKS);
  return (
    <div ref={root} className={frame['frame']}>
      <TurnButtons turning={turning} />
      <ChartSvg className={styles['turnable']} width={width} height={height} title={title} description={description} {...turning.handlers}>
        <g aria-hidden="true">
          <polygon className={styles['floor']} points={pointsText(bottom)} />
          {top.map((corner, i) => segment(corner, bottom[i] ?? corner, styles['pillar'], `pillar ${i}`))}
          {sheets.map(({ key, corners, nearness }) => (
            <polygon key={key} className={styles['sheet']} points={pointsText(corners)} fillOpacity={0.1 + 0.22 * nearness} />
          ))}
          <polygon className={styles['outline']} points={pointsText(top)} />
          {tieLines.map(([from, to]) => {
            const [start, end] = [placeById.get(from), placeById.get(to)];
            return start && end && segment(start.at, end.at, styles['tieLine'], `${from} ${to}`);
          })}
          {placed.map(({ phase, at }) => {
            if (phase.isStable) return null;
            const foot = project(placeOf(phase.fractions, phase.formationEnergyPerAtom - phase.energyAboveHull)).at;
            return segment(at, foot, styles['drop'], `drop ${phase.id}`);
          })}
          {ticks.map((energy) => {
            const [x, y] = project(placeOf(cornerOf(axisCorner), energy)).at;
            return (
              <text key={energy} x={x - 8} y={y} textAnchor="end" dominantBaseline="central">
                {tickText(energy, locale)}
              </text>
            );
          })}
          <text className={frame['axisTitle']} x={width / 2} y={height - 4} textAnchor="middle">
            {t('diagram.axis.height')}
          </text>
          {top.map(([x, y], i) => (
            <text
              key={elements[i]}
              className={styles['corner']}
              x={width / 2 + (x - width / 2) * (1 + 18 / radius)}
              y={y - 20}
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

const cornerOf = (element: number): number[] => [0, 1, 2].map((k) => (k === element ? 1 : 0));
