'use client';
import type { WorkQuery } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { useTranslate } from '../../i18n/use-translate';
import { ImportsPanel } from './imports-panel';
import styles from './jobs-view.module.css';
import { OpenPredictionsPanel } from './open-predictions-panel';
import { QueueFigures } from './queue-figures';
import { WorkersPanel } from './workers-panel';

const REFRESH_MS = 3000;

/** What waits, what is being worked on, and by whom; looked at anew every few seconds. */
export function JobsView({ work }: { work: WorkQuery }) {
  const t = useTranslate();
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [router]);
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('jobs.title')}</h1>
        <p>{t('jobs.lead')}</p>
      </header>
      <QueueFigures queue={work.workQueue} workers={work.workers} />
      <OpenPredictionsPanel predictions={work.predictions} />
      <WorkersPanel workers={work.workers} />
      <ImportsPanel imports={work.materialImports.edges.map(({ node }) => node)} />
    </div>
  );
}
