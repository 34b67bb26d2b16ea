'use client';
import type { PowderPattern, PowderPeak } from '@kessho/core/diffraction/powder-pattern';
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { useState } from 'react';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { Curve } from '../../workers/crystal-tasks';
import { ChartAxes } from './chart-axes';
import { ChartSvg } from './chart-svg';
import frame from './chart-frame.module.css';
import styles from './diffraction-chart.module.css';
import { useRovingFocus } from './use-roving-focus';
import { useWidth } from './use-width';

interface DiffractionChartProps {
  readonly pattern: PowderPattern;
  /** Null where nothing is calculated yet. */
  readonly profile: Curve | null;
  readonly measured: Curve | null;
  /** Degrees. */
  readonly range: readonly [number, number];
  readonly title: string;
  readonly description: string;
}

const HEIGHT = 280;
const MARGIN = { top: 14, right: 12, bottom: 42, left: 52 };
/** Of the highest peak, 100: peaks below have a stick, but are no stop for keyboard and pointer. */
const LEAST_MARKED = 0.5;
const MOST_MARKED = 80;

/** `1 0 −2`, the way reflections are written in a line. */
export const hklText = (peak: PowderPeak): string =>
  peak.families.map(({ hkl }) => hkl.map((index) => String(index).replace('-', '−')).join(' ')).join(', ');

/** A powder pattern as sticks and as the curve that a diffractometer would draw, over it a measured one. Each strong peak tells its indices. */
export function DiffractionChart({ pattern, profile, measured, range, title, description }: DiffractionChartProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<PowderPeak | null>(null);
  const x = scaleLinear(range, [MARGIN.left, width - MARGIN.right]);
  const inRange = (angle: number): boolean => angle >= range[0] && angle <= range[1];
  const highest = [profile, measured].reduce(
    (most, curve) => curve?.intensities.reduce((top, value, k) => (inRange(curve.twoThetas[k] ?? -1) ? Math.max(top, value) : top), most) ?? most,
    1,
  );
  const y = scaleLinear([0, highest * 1.04], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const marked = pattern.peaks
    .filter(({ intensity }) => intensity >= LEAST_MARKED)
    .toSorted((one, other) => other.intensity - one.intensity)
    .slice(0, MOST_MARKED)
    .toSorted((one, other) => one.twoTheta - other.twoTheta);
  const focus = useRovingFocus(marked.length);
  const path = ({ twoThetas, intensities }: Curve): string =>
    line<number>(
      (k) => x(twoThetas[k] ?? 0),
      (k) => y(intensities[k] ?? 0),
    )(Array.from(twoThetas.keys()).filter((k) => inRange(twoThetas[k] ?? -1))) ?? '';
  const labelOf = (peak: PowderPeak): string =>
    `${hklText(peak)}: 2θ ${formatQuantity(peak.twoTheta, 'angle', locale)}, d ${formatQuantity(peak.dSpacing, 'length', locale)}, ${formatQuantity(peak.intensity / 100, 'probability', locale)}`;

  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={HEIGHT} title={title} description={description}>
        <g aria-hidden="true">
          <ChartAxes
            x={{ title: t('diffraction.x'), scale: x, ticks: x.ticks(Math.max(3, Math.round(width / 90))) }}
            y={{ title: t('diffraction.y'), scale: y, ticks: y.ticks(5).filter((value) => value % 20 === 0 || highest > 120) }}
            width={width}
            height={HEIGHT}
            margin={MARGIN}
          />
          {measured && <path className={styles['measured']} d={path(measured)} />}
          {profile && <path className={styles['profile']} d={path(profile)} />}
          {pattern.peaks.map((peak) => (
            <line
              key={`${peak.twoTheta} ${hklText(peak)}`}
              className={styles['stick']}
              x1={x(peak.twoTheta)}
              x2={x(peak.twoTheta)}
              y1={y(0)}
              y2={y(peak.intensity)}
            />
          ))}
        </g>
        <g onKeyDown={focus.onKeyDown}>
          {marked.map((peak, index) => (
            <g
              key={`${peak.twoTheta} ${hklText(peak)}`}
              data-mark
              className={styles['peak']}
              role="img"
              tabIndex={focus.tabIndexOf(index)}
              aria-label={labelOf(peak)}
              onPointerEnter={() => setActive(peak)}
              onPointerLeave={() => setActive(null)}
              onFocus={() => setActive(peak)}
              onBlur={() => setActive(null)}
            >
              <rect x={x(peak.twoTheta) - 4} width={8} y={MARGIN.top} height={HEIGHT - MARGIN.bottom - MARGIN.top} fill="transparent" />
              <line x1={x(peak.twoTheta)} x2={x(peak.twoTheta)} y1={y(0)} y2={y(peak.intensity)} />
            </g>
          ))}
        </g>
      </ChartSvg>
      {active && (
        <div
          className={frame['tip']}
          style={{ left: x(active.twoTheta), top: Math.max(y(active.intensity), 52) }}
          data-side={x(active.twoTheta) < 110 ? 'start' : x(active.twoTheta) > width - 110 ? 'end' : 'middle'}
          aria-hidden="true"
        >
          <strong>{hklText(active)}</strong>
          <br />
          2θ {formatQuantity(active.twoTheta, 'angle', locale)} · <i>d</i> {formatQuantity(active.dSpacing, 'length', locale)}
        </div>
      )}
      <ul className={frame['legend']}>
        {profile && (
          <li>
            <span className={styles['profileKey']} aria-hidden="true" />
            {t('diffraction.calculated')}
          </li>
        )}
        {measured && (
          <li>
            <span className={styles['measuredKey']} aria-hidden="true" />
            {t('diffraction.measured')}
          </li>
        )}
      </ul>
    </div>
  );
}
