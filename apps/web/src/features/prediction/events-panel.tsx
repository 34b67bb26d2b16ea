'use client';
import type { PredictionEventsQuery } from '@kessho/schema/generated/graphql';
import { PredictionEventsDocument } from '@kessho/schema/generated/graphql';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../../components/button';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { formatTimestamp } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import type { PredictionProgress } from './prediction-types';
import styles from './prediction-view.module.css';

type Connection = NonNullable<PredictionEventsQuery['prediction']>['events'];
type LogEntry = Connection['edges'][number]['node'];

const PAGE = 50;

/** Whose message says more than the event and the stage beside it. */
const TELLING_KINDS: ReadonlySet<LogEntry['kind']> = new Set(['CHUNK_RETRIED', 'FAILED']);

/** What happened to the prediction, the latest first. */
export function EventsPanel({ id, progress }: { id: string; progress: PredictionProgress }) {
  const { locale, t } = useLanguage();
  const { entries, hasEarlier, hasFailed, loadEarlier } = useEvents(id, milestoneOf(progress));
  const title = t('prediction.events');
  return (
    <Panel title={title} isFlush>
      {hasFailed && (
        <p className={styles['note']} role="alert">
          {t('prediction.events.failed')}
        </p>
      )}
      <div className={styles['events']}>
        <DataTable
          caption={title}
          rows={entries}
          keyOf={(entry) => entry.id}
          columns={[
            {
              id: 'time',
              heading: t('col.time'),
              cell: ({ createdAt }) => (
                <time className={styles['time']} dateTime={createdAt}>
                  {formatTimestamp(createdAt, locale)}
                </time>
              ),
            },
            { id: 'kind', heading: t('col.event'), isRowHeading: true, cell: ({ kind }) => t(`event.${kind}`) },
            { id: 'stage', heading: t('col.stage'), cell: ({ stage }) => stage && t(`stage.${stage}`) },
            {
              id: 'message',
              heading: t('col.details'),
              cell: ({ kind, message }) => TELLING_KINDS.has(kind) && <span lang="en">{message}</span>,
            },
          ]}
        />
        {hasEarlier && (
          <p className={styles['more']}>
            <Button size="small" onClick={() => void loadEarlier()}>
              {t('prediction.events.earlier')}
            </Button>
          </p>
        )}
      </div>
    </Panel>
  );
}

/** Changes with everything that is worth a line in the log, and not with every tick. */
const milestoneOf = ({ state, stages }: PredictionProgress): string => [state, ...stages.map((stage) => `${stage.state} ${stage.attempts}`)].join();

/** The latest page, read anew at each milestone, and earlier ones on demand. */
function useEvents(id: string, milestone: string) {
  const [latest, setLatest] = useState<Connection | null>(null);
  const [earlier, setEarlier] = useState<readonly Connection[]>([]);
  const [hasFailed, setFailed] = useState(false);
  const read = useCallback(
    async (before: string | null): Promise<Connection | null> => {
      const { data } = await browserClient.query(PredictionEventsDocument, { id, last: PAGE, before }).toPromise();
      setFailed(data?.prediction == null);
      return data?.prediction?.events ?? null;
    },
    [id],
  );
  useEffect(() => {
    let isWanted = true;
    void read(null).then((connection) => isWanted && connection && setLatest(connection));
    return () => {
      isWanted = false;
    };
  }, [read, milestone]);

  const first = earlier.at(-1) ?? latest;
  const loadEarlier = async () => {
    const connection = await read(first?.pageInfo.startCursor ?? null);
    if (connection !== null) setEarlier((before) => [...before, connection]);
  };
  // An entry that has moved from the latest page to none of the earlier ones is read again with the next of them; none stands twice.
  const entries = new Map<string, LogEntry>();
  for (const connection of [latest, ...earlier]) for (const { node } of connection?.edges.toReversed() ?? []) entries.set(node.id, node);
  return { entries: [...entries.values()], hasEarlier: first?.pageInfo.hasPreviousPage ?? false, hasFailed, loadEarlier };
}
