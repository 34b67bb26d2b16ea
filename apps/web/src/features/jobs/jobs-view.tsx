'use client';
import type { WorkQuery } from '@kessho/schema/generated/graphql';
import { Page } from '../../components/page';
import { useRefresh } from '../../components/use-refresh';
import { useTranslate } from '../../i18n/use-translate';
import { ImportsPanel } from './imports-panel';
import { OpenPredictionsPanel } from './open-predictions-panel';
import { OpenSearchesPanel } from './open-searches-panel';
import { QueueFigures } from './queue-figures';
import { WorkersPanel } from './workers-panel';

/** What waits, what is being worked on, and by whom; looked at anew every few seconds. */
export function JobsView({ work }: { work: WorkQuery }) {
  const t = useTranslate();
  useRefresh(true);
  return (
    <Page title={t('jobs.title')} lead={t('jobs.lead')}>
      <QueueFigures queue={work.workQueue} workers={work.workers} />
      <OpenPredictionsPanel predictions={work.predictions} hasSearches={work.searches.totalCount > 0} />
      <OpenSearchesPanel searches={work.searches} />
      <WorkersPanel workers={work.workers} />
      <ImportsPanel imports={work.materialImports.edges.map(({ node }) => node)} />
    </Page>
  );
}
