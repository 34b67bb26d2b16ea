'use client';
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import { Panel } from '../panel';
import { SaveChart } from './save-chart';

interface ChartPanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly chart: ReactNode;
  /** The same values as a table; null where there are none yet. */
  readonly table: ReactNode;
  /** Name of a saved picture, without a suffix; left out for what is no drawing. */
  readonly fileStem?: string;
}

/** A chart with the table behind it, one click away. */
export function ChartPanel({ title, note, chart, table, fileStem }: ChartPanelProps) {
  const t = useTranslate();
  const [isTable, setTable] = useState(false);
  const drawing = useRef<HTMLDivElement>(null);
  const actions = (
    <>
      {fileStem !== undefined && !isTable && <SaveChart chart={drawing} fileStem={fileStem} />}
      <Button size="small" variant="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
        {isTable ? t('action.showChart') : t('action.showTable')}
      </Button>
    </>
  );
  return (
    <Panel title={title} note={note} {...(table !== null && { actions })} isFlush={isTable}>
      {isTable ? table : <div ref={drawing}>{chart}</div>}
    </Panel>
  );
}
