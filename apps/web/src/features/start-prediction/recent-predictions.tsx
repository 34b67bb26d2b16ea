'use client';
import type { PredictionsQuery } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { Button } from '../../components/button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { usePredictionColumns } from '../../components/prediction-columns';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { useTranslate } from '../../i18n/use-translate';
import { useStartExample } from './use-start-example';

type Connection = PredictionsQuery['predictions'];
type Row = Connection['edges'][number]['node'];

/** Milliseconds between looks at the list while something in it is under way. */
const REFRESH_MS = 4000;

/** The latest predictions; refreshed while one of them is under way. */
export function RecentPredictions({ predictions, onMoreHref }: { predictions: Connection; onMoreHref: string | null }) {
  const t = useTranslate();
  const known = usePredictionColumns();
  const router = useRouter();
  const rows = predictions.edges.map(({ node }) => node);
  const isActive = rows.some(({ state }) => state === 'RUNNING' || state === 'QUEUED');
  useEffect(() => {
    if (!isActive) return;
    const timer = setInterval(() => router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [isActive, router]);

  if (rows.length === 0) return <NoPredictions />;

  const columns: Column<Row>[] = [
    known.formula,
    known.state,
    known.progress,
    {
      id: 'best',
      heading: t('col.best'),
      cell: (row) => {
        const best = row.structures.edges[0]?.node;
        return best?.spaceGroup ? (
          <Link href={`/structures/${best.id}`} prefetch={false}>
            <SpaceGroupSymbol {...best.spaceGroup} />
          </Link>
        ) : (
          ''
        );
      },
    },
    {
      id: 'hull',
      heading: t('col.energyAboveHull'),
      unit: 'meV/atom',
      align: 'end',
      cell: (row) => {
        const best = row.structures.edges[0]?.node;
        return best ? <Quantity bare kind="smallEnergyPerAtom" value={best.stability?.energyAboveHull} /> : '';
      },
    },
    known.budget,
    known.started,
  ];
  const more = onMoreHref !== null && <Link href={onMoreHref}>{t('home.recent.more')}</Link>;
  return (
    <Panel title={t('home.recent')} isFlush {...(more && { actions: more })}>
      <DataTable caption={t('home.recent')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Panel>
  );
}

/** An empty list, and a first prediction at one click. */
function NoPredictions() {
  const t = useTranslate();
  const { start, isStarting, failure } = useStartExample();
  return (
    <Panel title={t('home.recent')}>
      <Message title={t('home.recent.empty')} hint={failure ?? t('home.recent.emptyHint')}>
        <Button variant="primary" disabled={isStarting} onClick={start}>
          {isStarting ? t('home.submitting') : t('home.try', { formula: 'MgO' })}
        </Button>
      </Message>
    </Panel>
  );
}
