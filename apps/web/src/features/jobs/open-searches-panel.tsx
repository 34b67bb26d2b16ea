'use client';
import type { WorkQuery } from '@kessho/schema/generated/graphql';
import { StopSearchDocument } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { SEARCH_TONES } from '../../components/search-tones';
import { formatDateTime } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import styles from './jobs-view.module.css';

type Connection = WorkQuery['searches'];
type Row = Connection['edges'][number]['node'];

/** Searches that are queued or running, each with a way to stop it; nothing where there is none. */
export function OpenSearchesPanel({ searches }: { searches: Connection }) {
  const { locale, t } = useLanguage();
  const router = useRouter();
  const [stopping, setStopping] = useState<ReadonlySet<string>>(new Set());
  const [failure, setFailure] = useState<string | null>(null);
  const rows = searches.edges.map(({ node }) => node);
  if (rows.length === 0) return null;

  const stop = async (id: string) => {
    setStopping((ids) => new Set([...ids, id]));
    setFailure(null);
    const { data, error } = await browserClient.mutation(StopSearchDocument, { input: { searchId: id } }).toPromise();
    setFailure(data?.stopSearch.userErrors[0]?.message ?? error?.message ?? null);
    setStopping((ids) => new Set([...ids].filter((other) => other !== id)));
    router.refresh();
  };

  const columns: Column<Row>[] = [
    {
      id: 'subject',
      heading: t('search.subject'),
      isRowHeading: true,
      cell: ({ id, subject }) => (
        <Link href={`/searches/${id}`}>
          <Formula text={subject} />
        </Link>
      ),
    },
    { id: 'method', heading: t('search.method'), cell: ({ method }) => t(`search.method.${method}`) },
    { id: 'state', heading: t('col.state'), cell: ({ state }) => <Chip tone={SEARCH_TONES[state]}>{t(`search.state.${state}`)}</Chip> },
    { id: 'relaxations', heading: t('search.relaxations'), align: 'end', cell: ({ relaxations, budget }) => `${relaxations} / ${budget}` },
    {
      id: 'started',
      heading: t('col.started'),
      align: 'end',
      cell: ({ createdAt }) => (
        <time dateTime={createdAt} suppressHydrationWarning>
          {formatDateTime(createdAt, locale)}
        </time>
      ),
    },
    {
      id: 'stop',
      heading: <span className="visually-hidden">{t('search.stop')}</span>,
      align: 'end',
      cell: ({ id, subject }) => (
        <Button
          size="small"
          variant="danger"
          disabled={stopping.has(id)}
          aria-label={t('jobs.stopSearch', { subject })}
          onClick={() => void stop(id)}
        >
          {t('search.stop')}
        </Button>
      ),
    },
  ];
  const hidden = searches.totalCount - rows.length;
  return (
    <Panel title={t('jobs.searches')} isFlush {...(hidden > 0 && { note: t('jobs.more', { count: hidden }) })}>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {t('prediction.actionFailed', { message: failure })}
        </p>
      )}
      <DataTable caption={t('jobs.searches')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Panel>
  );
}
