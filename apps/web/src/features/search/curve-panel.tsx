'use client';
import { scaleLinear } from 'd3-scale';
import { useId } from 'react';
import { ChartAxes } from '../../components/charts/chart-axes';
import frame from '../../components/charts/chart-frame.module.css';
import { ChartPanel } from '../../components/charts/chart-panel';
import { useWidth } from '../../components/charts/use-width';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { Search } from './search-types';
import styles from './search-view.module.css';

type Point = Search['curve'][number];

const HEIGHT = 240;
const MARGIN = { top: 12, right: 12, bottom: 40, left: 56 };
const MEV = 1000;

/** How the best, or the hull, has moved with the number of relaxations. */
export function CurvePanel({ search: { curve, relaxations, method } }: { search: Search }) {
  const { t } = useLanguage();
  const isHull = method === 'HULL';
  const heightOf = (point: Point): number | null => (isHull ? point.hullVolume : point.lowestEnthalpyPerAtom);
  const points = curve.flatMap((point) => {
    const height = heightOf(point);
    return height === null ? [] : [{ relaxations: point.relaxations, height }];
  });
  const title = t(isHull ? 'search.curve.hull' : 'search.curve.lowest');
  if (points.length === 0) {
    return (
      <Panel title={title}>
        <p className={styles['lead']}>{t('search.nothingYet')}</p>
      </Panel>
    );
  }
  const columns: Column<Point>[] = [
    { id: 'relaxations', heading: t('search.relaxations'), align: 'end', isRowHeading: true, cell: (point) => point.relaxations },
    { id: 'height', heading: title, unit: 'eV/atom', align: 'end', cell: (point) => <Quantity bare kind="energyPerAtom" value={heightOf(point)} /> },
    { id: 'phases', heading: t('search.phases'), align: 'end', cell: (point) => point.phases },
  ];
  return (
    <ChartPanel
      title={title}
      chart={<Curve points={points} last={relaxations} title={title} />}
      table={<DataTable caption={title} columns={columns} rows={curve} keyOf={(point) => `${point.relaxations}`} />}
    />
  );
}

function Curve({
  points,
  last,
  title,
}: {
  points: readonly { readonly relaxations: number; readonly height: number }[];
  last: number;
  title: string;
}) {
  const { locale, t } = useLanguage();
  const [root, width] = useWidth<HTMLDivElement>();
  const id = useId();
  const final = points.at(-1)?.height ?? 0;
  // From where it stands now: the fall is what tells.
  const values = points.map(({ height }) => (height - final) * MEV);
  const x = scaleLinear([0, Math.max(1, last)], [MARGIN.left, width - MARGIN.right]);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const room = Math.max(1, high - low) * 0.08;
  const y = scaleLinear([low - room, high + room], [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const number = (value: number): string => new Intl.NumberFormat(locale).format(value);
  const path = points
    .map(({ relaxations }, k) => `${k === 0 ? 'M' : 'H'}${x(relaxations)}${k === 0 ? ',' : 'V'}${y(values[k] ?? 0)}`)
    .concat(`H${x(Math.max(1, last))}`)
    .join('');
  return (
    <div ref={root} className={frame['frame']}>
      <svg className={frame['plot']} width={width} height={HEIGHT} role="img" aria-labelledby={`${id}-title`} aria-describedby={`${id}-description`}>
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{t('search.curve.describe', { points: points.length, relaxations: number(last) })}</desc>
        <ChartAxes
          x={{ title: t('search.relaxations'), scale: x, ticks: x.ticks(Math.max(2, Math.round(width / 120))) }}
          y={{ title: t('search.curve.y'), scale: y, ticks: y.ticks(4) }}
          width={width}
          height={HEIGHT}
          margin={MARGIN}
          zero={null}
        />
        <path className={styles['line']} d={path} />
      </svg>
    </div>
  );
}
