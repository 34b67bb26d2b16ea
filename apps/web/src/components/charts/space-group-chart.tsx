'use client';
import { scaleBand, scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { crystalSystemColor, crystalSystemOf } from '../../format/crystal-system';
import { formatQuantity } from '../../format/format-quantity';
import { spaceGroupText } from '../../format/space-group-text';
import { useLanguage } from '../../i18n/use-translate';
import { ChartSvg } from './chart-svg';
import frame from './chart-frame.module.css';
import { CrystalSystemLegend } from './crystal-system-legend';
import styles from './space-group-chart.module.css';
import { SvgSymbol } from './svg-symbol';
import { useRovingFocus } from './use-roving-focus';
import { useWidth } from './use-width';

export interface SpaceGroupBar {
  readonly number: number;
  readonly symbol: string;
  /** In [0, 1]. */
  readonly probability: number;
  /** Sum of this probability and all greater ones. */
  readonly cumulative: number;
}

interface SpaceGroupChartProps {
  /** Most probable first. */
  readonly bars: readonly SpaceGroupBar[];
  readonly title: string;
  readonly description: string;
  readonly selected: number | null;
  readonly onSelect: (spaceGroupNumber: number | null) => void;
}

const HEIGHT = 236;
const MARGIN = { top: 14, right: 38, bottom: 58, left: 38 };
/** Pixels a bar and its slanted label need. */
const BAR_STEP = 22;
const MOST_BARS = 30;

/** Probabilities of the space groups as bars in the colors of their crystal systems, and their running sum as a line. A bar chooses its group. */
export function SpaceGroupChart({ bars, title, description, selected, onSelect }: SpaceGroupChartProps) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const inner = width - MARGIN.left - MARGIN.right;
  const shown = bars.slice(0, Math.max(4, Math.min(MOST_BARS, Math.floor(inner / BAR_STEP))));
  const focus = useRovingFocus(shown.length);

  const x = scaleBand(
    shown.map(({ number }) => number),
    [MARGIN.left, width - MARGIN.right],
  )
    .paddingInner(0.28)
    .paddingOuter(0.2);
  const y = scaleLinear([0, Math.max(...shown.map(({ probability }) => probability), 0.01)], [HEIGHT - MARGIN.bottom, MARGIN.top]).nice(4);
  const ySum = scaleLinear([0, 1], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const center = (number: number): number => (x(number) ?? 0) + x.bandwidth() / 2;
  const path =
    line<SpaceGroupBar>(
      (bar) => center(bar.number),
      (bar) => ySum(bar.cumulative),
    )(shown) ?? '';
  const percent = (value: number): string => formatQuantity(value, 'probability', locale);
  const tick = (value: number): string => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value);

  return (
    <div ref={root} className={frame['frame']}>
      <ChartSvg width={width} height={HEIGHT} title={title} description={description}>
        <g aria-hidden="true">
          {y.ticks(4).map((value) => (
            <g key={value}>
              <line className={frame['grid']} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(value)} y2={y(value)} />
              <text x={MARGIN.left - 6} y={y(value)} textAnchor="end" dominantBaseline="central">
                {tick(value)}
              </text>
            </g>
          ))}
          {[0, 0.5, 1].map((value) => (
            <text key={value} className={frame['axisTitle']} x={width - MARGIN.right + 6} y={ySum(value)} dominantBaseline="central">
              {tick(value)}
            </text>
          ))}
        </g>
        <g aria-hidden="true">
          {shown.map(({ number, symbol }) => (
            <text
              key={number}
              className={number === selected ? styles['chosen'] : undefined}
              transform={`translate(${center(number) + 3} ${HEIGHT - MARGIN.bottom + 12}) rotate(-52)`}
              textAnchor="end"
            >
              <SvgSymbol symbol={symbol} />
            </text>
          ))}
        </g>
        <g onKeyDown={focus.onKeyDown}>
          {shown.map(({ number, symbol, probability, cumulative }, index) => (
            <g
              key={number}
              data-mark
              className={styles['mark']}
              role="button"
              tabIndex={focus.tabIndexOf(index)}
              aria-pressed={number === selected}
              aria-label={`${spaceGroupText(symbol)} (${number}): ${percent(probability)}, ${t('col.cumulative')} ${percent(cumulative)}`}
              onClick={() => onSelect(number === selected ? null : number)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' && event.key !== ' ') return;
                event.preventDefault();
                onSelect(number === selected ? null : number);
              }}
            >
              <title>{`${spaceGroupText(symbol)} (${number}) · ${percent(probability)}`}</title>
              <rect
                className={styles['hit']}
                rx={3}
                x={center(number) - x.step() / 2}
                width={x.step()}
                y={MARGIN.top}
                height={HEIGHT - MARGIN.top - 2}
              />
              <rect
                className={styles['bar']}
                rx={1.5}
                x={x(number)}
                width={x.bandwidth()}
                y={y(probability)}
                height={Math.max(1, y(0) - y(probability))}
                fill={crystalSystemColor(crystalSystemOf(number))}
              />
            </g>
          ))}
        </g>
        <path className={styles['cumulative']} d={path} aria-hidden="true" pointerEvents="none" />
        <line className={frame['axis']} x1={MARGIN.left} x2={width - MARGIN.right} y1={y(0)} y2={y(0)} aria-hidden="true" />
      </ChartSvg>
      <CrystalSystemLegend systems={shown.map(({ number }) => crystalSystemOf(number))}>
        <li>
          <svg width="18" height="8" aria-hidden="true">
            <line className={styles['cumulative']} x1="0" x2="18" y1="4" y2="4" />
          </svg>
          {t('col.cumulative')}
        </li>
      </CrystalSystemLegend>
    </div>
  );
}
