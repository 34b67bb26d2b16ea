'use client';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import { Panel } from '../panel';

interface ChartPanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly chart: ReactNode;
  /** The same values as a table. */
  readonly table: ReactNode;
}

/** A chart with the table behind it, one click away. */
export function ChartPanel({ title, note, chart, table }: ChartPanelProps) {
  const t = useTranslate();
  const [isTable, setTable] = useState(false);
  const toggle = (
    <Button size="small" variant="quiet" aria-pressed={isTable} onClick={() => setTable(!isTable)}>
      {isTable ? t('action.showChart') : t('action.showTable')}
    </Button>
  );
  return (
    <Panel title={title} note={note} actions={toggle} isFlush={isTable}>
      {isTable ? table : chart}
    </Panel>
  );
}
