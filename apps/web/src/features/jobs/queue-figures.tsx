import type { WorkQuery } from '@kessho/schema/generated/graphql';
import { Message } from '../../components/message';
import { useLanguage } from '../../i18n/use-translate';
import styles from './jobs-view.module.css';

/** The queue in numbers, and a warning where nobody works on it. */
export function QueueFigures({ queue, workers }: { queue: WorkQuery['workQueue']; workers: WorkQuery['workers'] }) {
  const { locale, t } = useLanguage();
  const alive = workers.filter(({ isAlive }) => isAlive).length;
  const figures = [
    { term: t('jobs.workersAlive'), value: alive },
    { term: t('jobs.running'), value: queue.runningPredictions },
    { term: t('jobs.queued'), value: queue.queuedPredictions },
    { term: t('jobs.waitingPortions'), value: queue.waitingPortions },
    { term: t('jobs.openSearches'), value: queue.queuedSearches + queue.runningSearches },
    { term: t('jobs.waitingRelaxations'), value: queue.waitingRelaxations },
    { term: t('jobs.openImports'), value: queue.openImports },
  ];
  return (
    <>
      <dl className={styles['figures']}>
        {figures.map(({ term, value }) => (
          <div key={term} className={styles['figure']}>
            <dt>{term}</dt>
            <dd>{new Intl.NumberFormat(locale).format(value)}</dd>
          </div>
        ))}
      </dl>
      {alive === 0 && <Message tone="error" title={t('jobs.noWorker')} hint={t('jobs.noWorkerHint')} />}
    </>
  );
}
