'use client';
import type { RefObject } from 'react';
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import { Menu } from '../menu';
import { saveBlob } from '../save-file';
import styles from './save-chart.module.css';

interface SaveChartProps {
  /** Around the chart. Null while only a table is shown. */
  readonly chart: RefObject<HTMLElement | null> | null;
  /** Name of the files, without a suffix. */
  readonly fileStem: string;
  /** The values behind the chart as CSV; left out where there are none. */
  readonly csv?: () => string;
}

/** The chart as a file: SVG, PNG, and its values. */
export function SaveChart({ chart, fileStem, csv }: SaveChartProps) {
  const t = useTranslate();
  const [hasFailed, setFailed] = useState(false);
  const save = async (suffix: 'svg' | 'png') => {
    // Pictures inside of a chart are no charts: they have no name.
    const drawing = chart?.current?.querySelector<SVGSVGElement>('svg[aria-labelledby]') ?? null;
    try {
      if (drawing === null) throw new Error('No chart is drawn');
      // Seldom wanted, so that no page loads it before.
      const { pngOf, svgTextOf } = await import('./picture-file');
      const blob = suffix === 'png' ? await pngOf(drawing) : new Blob([svgTextOf(drawing)], { type: 'image/svg+xml' });
      saveBlob(blob, `${fileStem}.${suffix}`);
      setFailed(false);
    } catch {
      setFailed(true);
    }
  };
  return (
    <Menu label={t('action.save')} isAtEnd>
      <div className={styles['choices']}>
        {chart !== null && (
          <>
            <Button size="small" variant="quiet" onClick={() => void save('svg')}>
              {t('action.save.svg')}
            </Button>
            <Button size="small" variant="quiet" onClick={() => void save('png')}>
              {t('action.save.png')}
            </Button>
          </>
        )}
        {csv !== undefined && (
          <Button size="small" variant="quiet" onClick={() => saveBlob(new Blob([csv()], { type: 'text/csv' }), `${fileStem}.csv`)}>
            {t('action.save.csv')}
          </Button>
        )}
        {hasFailed && <p role="alert">{t('structure.download.failed')}</p>}
      </div>
    </Menu>
  );
}
