'use client';
import { tickText } from '../../format/tick-text';
import { useLanguage } from '../../i18n/use-translate';
import frame from './chart-frame.module.css';

interface Axis {
  readonly title: string;
  /** From values to pixels. */
  readonly scale: (value: number) => number;
  readonly ticks: readonly number[];
}

interface ChartAxesProps {
  readonly x: Axis & {
    /** @default the number in the visitor's language */
    readonly format?: (value: number) => string;
  };
  /** With a line across the chart for each tick. */
  readonly y: Axis;
  readonly width: number;
  readonly height: number;
  readonly margin: { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number };
  /** Value of y whose line is drawn as an axis; null for none. */
  readonly zero?: number | null;
}

/** Lines, numbers and titles of a chart's two axes, x below and y on the left. */
export function ChartAxes({ x, y, width, height, margin, zero = 0 }: ChartAxesProps) {
  const { locale } = useLanguage();
  return (
    <>
      {y.ticks.map((value) => (
        <g key={value}>
          <line
            className={value === zero ? frame['axis'] : frame['grid']}
            x1={margin.left}
            x2={width - margin.right}
            y1={y.scale(value)}
            y2={y.scale(value)}
          />
          <text x={margin.left - 8} y={y.scale(value)} textAnchor="end" dominantBaseline="central">
            {tickText(value, locale)}
          </text>
        </g>
      ))}
      {x.ticks.map((value) => (
        <text key={value} x={x.scale(value)} y={height - margin.bottom + 16} textAnchor="middle">
          {x.format === undefined ? tickText(value, locale) : x.format(value)}
        </text>
      ))}
      <text className={frame['axisTitle']} x={(margin.left + width - margin.right) / 2} y={height - 6} textAnchor="middle">
        {x.title}
      </text>
      <text className={frame['axisTitle']} transform={`translate(12 ${(height - margin.bottom + margin.top) / 2}) rotate(-90)`} textAnchor="middle">
        {y.title}
      </text>
    </>
  );
}
