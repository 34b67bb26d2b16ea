'use client';
import { scaleLinear } from 'd3-scale';
import { useState } from 'react';
import { useLanguage } from '../../../i18n/use-translate';
import { Formula } from '../../formula';
import { ChartAxes } from '../chart-axes';
import { ChartSvg } from '../chart-svg';
import frame from '../chart-frame.module.css';
import { tipSide } from '../tip-side';
import { useRovingFocus } from '../use-roving-focus';
import { useWidth } from '../use-width';
import { pointsText } from './convex-polygon';
import styles from './hull-chart.module.css';
import type { Point2 } from './place-phases';
import type { PotentialCorner, StabilityRegion } from './stability-regions';
import { SvgFormula } from './svg-formula';

interface PotentialChartProps {
  /** Along x and y. */
  readonly elements: readonly [string, string];
  readonly regions: readonly StabilityRegion[];
  readonly formulaOf: (id: string) => string;
  /** The ranges of a phase in words. */
  readonly rangesOf: (id: string) => string;
  readonly from: PotentialCorner;
  readonly title: string;
  readonly description: string;
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
}

const MOST_HEIGHT = 560;
const MARGIN = { top: 20, right: 20, bottom: 46, left: 58 };
/** Pixels: a field narrower than its label goes without. */
const CHARACTER = 7;
const LABEL_HEIGHT = 15;
/** Pixels a line takes the pointer on either side. */
const REACH = 12;
/** Pixels: half of the widest tip. */
const TIP_REACH = 160;

/** Which phase is stable at which potentials of two elements: fields of phases that hold further elements, lines of those that do not. */
export function PotentialChart({ elements, regions, formulaOf, rangesOf, from, title, description, selected, onSelect }: PotentialChartProps) {
  const { t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  // Fields first: lines lie on their edges and must be seen.
  const ordered = regions.toSorted((one, other) => Number(one.area === 0) - Number(other.area === 0));
  const focus = useRovingFocus(ordered.length);
  const height = Math.min(MOST_HEIGHT, Math.max(300, width * 0.72));
  const x = scaleLinear([from[0], 0], [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([from[1], 0], [height - MARGIN.bottom, MARGIN.top]);
  const pixels = ([px, py]: Point2): Point2 => [x(px), y(py)];
  const drawn = ordered.map((region) => ({
    ...region,
    corners: region.corners.map(pixels),
    middle: pixels(region.middle),
    formula: formulaOf(region.id),
  }));
  const shown = drawn.find((region) => region.id === active);
  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={height} title={title} description={description}>
        <g aria-hidden="true">
          <ChartAxes
            x={{ title: t('diagram.axis.potential', { element: elements[0] }), scale: x, ticks: x.ticks(Math.max(3, Math.round(width / 110))) }}
            y={{ title: t('diagram.axis.potential', { element: elements[1] }), scale: y, ticks: y.ticks(6) }}
            width={width}
            height={height}
            margin={MARGIN}
          />
        </g>
        <g onKeyDown={focus.onKeyDown}>
          {drawn.map(({ id: key, area, corners, formula }, index) => (
            <g
              key={key}
              data-mark
              className={styles[area === 0 ? 'edge' : 'field']}
              data-odd={index % 2 === 1}
              role="button"
              tabIndex={focus.tabIndexOf(index)}
              aria-pressed={key === selected}
              aria-label={`${formula}, ${rangesOf(key)}`}
              onPointerEnter={() => setActive(key)}
              onPointerLeave={() => setActive(null)}
              onFocus={() => setActive(key)}
              onBlur={() => setActive(null)}
              onClick={() => onSelect(key)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onSelect(key);
              }}
            >
              <polygon points={pointsText(corners)} />
              {area === 0 && <polygon points={pointsText(corners)} stroke="transparent" strokeWidth={REACH} />}
            </g>
          ))}
        </g>
        <g aria-hidden="true" className={styles['labels']}>
          {drawn.filter(hasRoom).map(({ id: key, middle, formula }) => (
            <text key={key} x={middle[0]} y={middle[1]} textAnchor="middle" dominantBaseline="central">
              <SvgFormula text={formula} />
            </text>
          ))}
        </g>
      </ChartSvg>
      {shown !== undefined && (
        <div
          className={frame['tip']}
          style={{ left: shown.middle[0], top: shown.middle[1] }}
          data-side={tipSide(shown.middle[0], width, TIP_REACH)}
          aria-hidden="true"
        >
          <strong>
            <Formula text={shown.formula} />
          </strong>
          <br />
          {rangesOf(shown.id)}
        </div>
      )}
    </div>
  );
}

/** Whether a name in the middle of a field lies in it with all four corners; a line is named where it is longer than its name. */
function hasRoom({ corners, middle: [x, y], formula, area }: { corners: readonly Point2[]; middle: Point2; formula: string; area: number }): boolean {
  const reach = (formula.length * CHARACTER) / 2;
  if (area === 0) return corners.some(([px, py]) => corners.some(([qx, qy]) => Math.hypot(px - qx, py - qy) > 2 * reach + LABEL_HEIGHT));
  return [-reach, reach].every((dx) => [-LABEL_HEIGHT / 2, LABEL_HEIGHT / 2].every((dy) => isInside(corners, [x + dx, y + dy])));
}

/** Of a convex polygon: on the same side of all its edges. */
function isInside(corners: readonly Point2[], [x, y]: Point2): boolean {
  const sides = corners.map(([px, py], k) => {
    const [qx, qy] = corners[(k + 1) % corners.length] ?? [px, py];
    return (qx - px) * (y - py) - (qy - py) * (x - px);
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}
