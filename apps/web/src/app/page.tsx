import { JudgesDocument, PredictionsDocument } from '@kessho/schema/generated/graphql';
import { ApiUnreachable } from '../components/api-unreachable';
import { Entry } from '../features/start-prediction/entry';
import styles from '../features/start-prediction/home.module.css';
import { RecentPredictions } from '../features/start-prediction/recent-predictions';
import { ApiUnreachableError } from '../graphql/api-error';
import { loadProjectChoices } from '../graphql/load-project-choices';
import { serverQuery } from '../graphql/server-query';
import { serverTranslate } from '../i18n/server';

const RECENT = 12;

export default async function HomePage({ searchParams }: { searchParams: Promise<{ after?: string | string[]; project?: string | string[] }> }) {
  const t = await serverTranslate();
  const { after, project } = await searchParams;
  const answers = await Promise.all([
    serverQuery(PredictionsDocument, { first: RECENT, after: typeof after === 'string' ? after : null }),
    serverQuery(JudgesDocument, {}),
    loadProjectChoices(project),
  ]).catch((error: unknown) => {
    if (error instanceof ApiUnreachableError) return null;
    throw error;
  });
  if (answers === null) return <ApiUnreachable />;
  const [recent, { judges }, projects] = answers;
  const finished = recent.predictions.edges.filter(({ node }) => node.state === 'SUCCEEDED');
  const { hasNextPage, endCursor } = recent.predictions.pageInfo;
  return (
    <>
      <div className={styles['hero']}>
        <div>
          <h1 className={styles['title']}>{t('home.title')}</h1>
          <p className={styles['lead']}>{t('home.lead')}</p>
        </div>
        <Entry judges={judges} projects={projects} predicted={[...new Set(finished.map(({ node }) => node.composition.formula))]} />
      </div>
      <RecentPredictions
        predictions={recent.predictions}
        onMoreHref={hasNextPage && endCursor !== null ? `/?after=${encodeURIComponent(endCursor)}` : null}
      />
    </>
  );
}
