import type { WorkQuery } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Panel } from '../../components/panel';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import styles from './jobs-view.module.css';

type Worker = WorkQuery['workers'][number];

/** The processes that work: whether they live, and what each has in hand. */
export function WorkersPanel({ workers }: { workers: readonly Worker[] }) {
  const { locale, t } = useLanguage();
  if (workers.length === 0) return null;
  const columns: Column<Worker>[] = [
    {
      id: 'name',
      heading: t('jobs.worker'),
      isRowHeading: true,
      cell: ({ host, processId }) => `${host}:${processId}`,
    },
    {
      id: 'health',
      heading: t('jobs.health'),
      cell: ({ isAlive, hasPresentModels }) =>
        isAlive ? (
          <>
            <Chip tone="good">{t('jobs.alive')}</Chip> {!hasPresentModels && <Chip tone="warn">{t('jobs.otherModels')}</Chip>}
          </>
        ) : (
          <Chip tone="bad">{t('jobs.silent')}</Chip>
        ),
    },
    { id: 'task', heading: t('jobs.task'), cell: ({ task, searchTask }) => <Task task={task} searchTask={searchTask} /> },
    {
      id: 'heard',
      heading: t('jobs.heard'),
      align: 'end',
      cell: ({ heartbeatAt }) => (
        <time dateTime={heartbeatAt} suppressHydrationWarning>
          {formatDateTime(heartbeatAt, locale)}
        </time>
      ),
    },
    {
      id: 'since',
      heading: t('jobs.since'),
      align: 'end',
      cell: ({ startedAt }) => (
        <time dateTime={startedAt} suppressHydrationWarning>
          {formatDateTime(startedAt, locale)}
        </time>
      ),
    },
  ];
  return (
    <Panel title={t('jobs.workers')} isFlush>
      <DataTable caption={t('jobs.workers')} columns={columns} rows={workers} keyOf={({ id }) => id} />
    </Panel>
  );
}

function Task({ task, searchTask }: Pick<Worker, 'task' | 'searchTask'>) {
  const { t } = useLanguage();
  if (task !== null) {
    const { prediction, stage, portion, done, total, attempt } = task;
    return (
      <>
        <Link href={`/predictions/${prediction.id}`}>
          <Formula text={prediction.composition.formula} />
        </Link>{' '}
        {t('jobs.portion', { stage: t(`stage.${stage}`), portion, done, total })} <Attempt attempt={attempt} />
      </>
    );
  }
  if (searchTask !== null) {
    const { search, ordinal, attempt } = searchTask;
    return (
      <>
        <Link href={`/searches/${search.id}`}>
          <Formula text={search.subject} />
        </Link>{' '}
        {t('jobs.relaxation', { ordinal })} <Attempt attempt={attempt} />
      </>
    );
  }
  return <span className={styles['soft']}>{t('jobs.noTask')}</span>;
}

function Attempt({ attempt }: { attempt: number }) {
  const { t } = useLanguage();
  return attempt > 1 && <Chip tone="warn">{t('jobs.attempt', { count: attempt })}</Chip>;
}
