'use client';
import { scaleLinear } from 'd3-scale';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import { crystalSystemColor, crystalSystemOf } from '../../format/crystal-system';
import { formatQuantity } from '../../format/format-quantity';
import { spaceGroupText } from '../../format/space-group-text';
import { useLanguage } from '../../i18n/use-translate';
import { classes } from '../classes';
import { SpaceGroupSymbol } from '../space-group-symbol';
import type { Brush } from './brush';
import { isInBrush } from './brush';
import { ChartAxes } from './chart-axes';
import { ChartSvg } from './chart-svg';
import frame from './chart-frame.module.css';
import { CrystalSystemLegend } from './crystal-system-legend';
import styles from './landscape-chart.module.css';
import { placeLabels } from './phase-diagram/place-labels';
import { useBrush } from './use-brush';
import { useRovingFocus } from './use-roving-focus';
import { useWidth } from './use-width';

export interface LandscapePoint {
  readonly id: string;
  /** Null until it is ranked, and for one merged into another. */
  readonly rank: number | null;
  readonly spaceGroup: { readonly number: number; readonly symbol: string } | null;
  /** Å³ */
  readonly volumePerAtom: number;
  /** Above the lowest of the points, eV. */
  readonly energyPerAtom: number;
  /** Where the candidate stood before it was relaxed, in the same units; null where its energy is not known. */
  readonly before: { readonly volumePerAtom: number; readonly energyPerAtom: number } | null;
  readonly isKnown: boolean;
  /** Drawn faintly: it does not pass the filter of the page. */
  readonly isDimmed: boolean;
}

interface LandscapeChartProps {
  /** By rank. */
  readonly points: readonly LandscapePoint[];
  readonly title: string;
  readonly description: string;
  readonly onOpen: (id: string) => void;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
  /** Whether the way from before the relaxation is drawn for all points, or only for the one that is looked at. */
  readonly hasArrows: boolean;
  /** The part that fills the plot; null for all points. */
  readonly zoom: Brush | null;
  /** Shown with the values of the point that is looked at. */
  readonly preview: (id: string) => ReactNode;
}

const HEIGHT = 300;
const MARGIN = { top: 14, right: 16, bottom: 42, left: 52 };
const MEV = 1000;
/** Ranks written beside their points. */
const LABELED_RANKS = 3;

/** Energy against volume of ranked structures. Colors tell the crystal system, a ring a known crystal; each point opens its structure. */
export function LandscapeChart({ points: all, title, description, onOpen, brush, onBrush, hasArrows, zoom, preview }: LandscapeChartProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const [active, setActive] = useState<string | null>(null);
  const points = zoom === null ? all : all.filter((point) => isInBrush(zoom, point));
  const focus = useRovingFocus(points.length);
  const id = useId();

  const extent = zoom === null ? wholeOf(all) : { volume: widened(zoom.volume), energy: widened(zoom.energy) };
  const x = scaleLinear(extent.volume, [MARGIN.left, width - MARGIN.right]);
  const y = scaleLinear([extent.energy[0] * MEV, extent.energy[1] * MEV], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const placeOf = ({ volumePerAtom, energyPerAtom }: LandscapePoint) => ({ x: x(volumePerAtom), y: y(energyPerAtom * MEV) });
  const ranks = placeLabels(
    points
      .filter(({ rank }) => rank !== null && rank <= LABELED_RANKS)
      .map((point) => ({ id: point.id, text: String(point.rank), ...placeOf(point) })),
    points.map(placeOf),
  );
  const { drawn, handlers } = useBrush(x, y.copy().domain(y.domain().map((value) => value / MEV)), onBrush);
  const rectangle = drawn ?? brush;
  const labelOf = ({ rank, spaceGroup, volumePerAtom, energyPerAtom }: LandscapePoint): string =>
    [
      rank === null ? null : `${t('col.rank')} ${rank}`,
      spaceGroup && spaceGroupText(spaceGroup.symbol),
      formatQuantity(energyPerAtom, 'smallEnergyPerAtom', locale),
      formatQuantity(volumePerAtom, 'volume', locale),
    ]
      .filter((part) => part !== null)
      .join(', ');
  const shown = points.find((point) => point.id === active);

  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={HEIGHT} title={title} description={description}>
        <g aria-hidden="true">
          <ChartAxes
            x={{ title: t('prediction.landscape.x'), scale: x, ticks: x.ticks(Math.max(3, Math.round(width / 110))) }}
            y={{ title: t('prediction.landscape.y'), scale: y, ticks: y.ticks(5).filter((value) => value >= 0) }}
            width={width}
            height={HEIGHT}
            margin={MARGIN}
          />
        </g>
        <clipPath id={`${id}-plot`}>
          <rect
            x={MARGIN.left}
            y={MARGIN.top - 8}
            width={Math.max(0, width - MARGIN.left - MARGIN.right)}
            height={HEIGHT - MARGIN.top - MARGIN.bottom + 8}
          />
        </clipPath>
        <marker id={`${id}-head`} viewBox="0 0 6 6" refX="5.4" refY="3" markerWidth="6" markerHeight="6" orient="auto-start-reverse">
          <path className={styles['head']} d="M0 0.6 6 3 0 5.4Z" />
        </marker>
        <rect
          className={styles['ground']}
          aria-hidden="true"
          x={MARGIN.left}
          y={MARGIN.top}
          width={Math.max(0, width - MARGIN.left - MARGIN.right)}
          height={HEIGHT - MARGIN.top - MARGIN.bottom}
          {...handlers}
        />
        <g clipPath={`url(#${id}-plot)`} aria-hidden="true" pointerEvents="none">
          {rectangle && (
            <rect
              className={styles['brush']}
              x={x(rectangle.volume[0])}
              width={x(rectangle.volume[1]) - x(rectangle.volume[0])}
              y={y(rectangle.energy[1] * MEV)}
              height={y(rectangle.energy[0] * MEV) - y(rectangle.energy[1] * MEV)}
            />
          )}
          {points.map(
            ({ id: key, before, volumePerAtom, energyPerAtom, isDimmed }) =>
              before !== null &&
              (hasArrows || key === active) && (
                <line
                  key={key}
                  className={classes(styles['arrow'], isDimmed && styles['dim'])}
                  x1={x(before.volumePerAtom)}
                  y1={y(before.energyPerAtom * MEV)}
                  x2={x(volumePerAtom)}
                  y2={y(energyPerAtom * MEV)}
                  markerEnd={`url(#${id}-head)`}
                />
              ),
          )}
        </g>
        <g onKeyDown={focus.onKeyDown}>
          {points.map((point, index) => (
            <g
              key={point.id}
              data-mark
              data-known={point.isKnown}
              className={classes(styles['point'], point.rank === null && styles['unranked'], point.isDimmed && styles['dim'])}
              role="link"
              tabIndex={focus.tabIndexOf(index)}
              aria-label={labelOf(point)}
              transform={`translate(${x(point.volumePerAtom)} ${y(point.energyPerAtom * MEV)})`}
              onPointerEnter={() => setActive(point.id)}
              onPointerLeave={() => setActive(null)}
              onFocus={() => setActive(point.id)}
              onBlur={() => setActive(null)}
              onClick={() => onOpen(point.id)}
              onKeyDown={(event) => event.key === 'Enter' && onOpen(point.id)}
            >
              <circle r={14} fill="transparent" />
              <circle className={styles['ring']} r={8.5} />
              <circle
                className={styles['dot']}
                r={point.rank === null ? 3.5 : 5.5}
                fill={point.spaceGroup ? crystalSystemColor(crystalSystemOf(point.spaceGroup.number)) : 'var(--line-strong)'}
              />
            </g>
          ))}
        </g>
        <g aria-hidden="true">
          {ranks.map(({ id: key, x: left, y: middle, anchor }) => (
            <text key={key} className={styles['rank']} x={left} y={middle} textAnchor={anchor} dominantBaseline="central">
              {points.find((point) => point.id === key)?.rank}
            </text>
          ))}
        </g>
      </ChartSvg>
      {shown && (
        <div
          className={frame['tip']}
          style={{ left: x(shown.volumePerAtom), top: y(shown.energyPerAtom * MEV) }}
          data-side={x(shown.volumePerAtom) < 110 ? 'start' : x(shown.volumePerAtom) > width - 110 ? 'end' : 'middle'}
          aria-hidden="true"
        >
          {preview(shown.id)}
          <strong>
            {shown.rank ?? '–'} {shown.spaceGroup && <SpaceGroupSymbol {...shown.spaceGroup} />}
          </strong>
          <br />
          {formatQuantity(shown.energyPerAtom, 'smallEnergyPerAtom', locale)} · {formatQuantity(shown.volumePerAtom, 'volume', locale)}
          {shown.before && (
            <span className={styles['before']}>
              {t('prediction.landscape.before', {
                energy: formatQuantity(shown.before.energyPerAtom, 'smallEnergyPerAtom', locale),
                volume: formatQuantity(shown.before.volumePerAtom, 'volume', locale),
              })}
            </span>
          )}
        </div>
      )}
      <CrystalSystemLegend systems={points.flatMap(({ spaceGroup }) => (spaceGroup ? [crystalSystemOf(spaceGroup.number)] : []))} />
    </div>
  );
}

/** All points with a margin, in the units of a brush. */
function wholeOf(points: readonly LandscapePoint[]): Brush {
  const volumes = points.map(({ volumePerAtom }) => volumePerAtom);
  const margin = Math.max((Math.max(...volumes) - Math.min(...volumes)) * 0.06, 0.2);
  const top = Math.max(...points.map(({ energyPerAtom }) => energyPerAtom), 5 / MEV);
  return { volume: [Math.min(...volumes) - margin, Math.max(...volumes) + margin], energy: [-0.04 * top, 1.06 * top] };
}

/** A little beyond both ends, so that points on them are whole. */
const widened = ([from, to]: readonly [number, number]): [number, number] => [from - 0.05 * (to - from), to + 0.05 * (to - from)];
