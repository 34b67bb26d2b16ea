import { WorkDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { JobsView } from '../../features/jobs/jobs-view';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('jobs.title') };
}

export default async function JobsPage() {
  const answer = await orMissing(serverQuery(WorkDocument, {}));
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <JobsView work={answer} />;
}
