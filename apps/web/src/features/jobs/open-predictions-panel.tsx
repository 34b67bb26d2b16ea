'use client';
import type { WorkQuery } from '@kessho/schema/generated/graphql';
import { CancelPredictionDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button, buttonClass } from '../../components/button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { usePredictionColumns } from '../../components/prediction-columns';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import styles from './jobs-view.module.css';

type Connection = WorkQuery['predictions'];
type Row = Connection['edges'][number]['node'];

/** Predictions that are queued or running, each with a way to stop it. */
export function OpenPredictionsPanel({ predictions, hasSearches }: { predictions: Connection; hasSearches: boolean }) {
  const t = useTranslate();
  const known = usePredictionColumns();
  const router = useRouter();
  const [stopping, setStopping] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string | null>(null);

  const cancel = async (id: string) => {
    setStopping((ids) => new Set([...ids, id]));
    setFailure(null);
    const { data, error } = await browserClient.mutation(CancelPredictionDocument, { input: { predictionId: id } }).toPromise();
    const [userError] = data?.cancelPrediction.userErrors ?? [];
    if (error !== undefined || userError !== undefined) setFailure(userError?.message ?? error?.message ?? t('error.unreachable'));
    setStopping((ids) => new Set([...ids].filter((other) => other !== id)));
    router.refresh();
  };

  const columns: Column<Row>[] = [
    known.formula,
    known.state,
    known.progress,
    known.budget,
    known.started,
    {
      id: 'cancel',
      heading: <span className="visually-hidden">{t('prediction.cancel')}</span>,
      align: 'end',
      cell: (row) => (
        <Button
          size="small"
          variant="danger"
          disabled={stopping.has(row.id)}
          aria-label={t('jobs.cancel', { formula: row.composition.formula })}
          onClick={() => void cancel(row.id)}
        >
          {stopping.has(row.id) ? t('prediction.cancelling') : t('prediction.cancel')}
        </Button>
      ),
    },
  ];
  const rows = predictions.edges.map(({ node }) => node);
  if (rows.length === 0) {
    if (hasSearches) return null;
    return (
      <Panel title={t('jobs.predictions')}>
        <Message title={t('jobs.idle')}>
          <Link className={buttonClass({ variant: 'primary' })} href="/">
            {t('action.home')}
          </Link>
        </Message>
      </Panel>
    );
  }
  const hidden = predictions.totalCount - rows.length;
  return (
    <Panel title={t('jobs.predictions')} isFlush {...(hidden > 0 && { note: t('jobs.more', { count: hidden }) })}>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {t('prediction.actionFailed', { message: failure })}
        </p>
      )}
      <DataTable caption={t('jobs.predictions')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Panel>
  );
}
