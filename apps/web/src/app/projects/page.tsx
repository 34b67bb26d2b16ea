import { ProjectsDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { ProjectsView } from '../../features/projects/projects-view';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

const SHOWN = 50;

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('projects.title') };
}

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  const { after } = await searchParams;
  const load = (cursor: string | null) => orMissing(serverQuery(ProjectsDocument, { first: SHOWN, after: cursor }));
  const asked = await load(typeof after === 'string' ? after : null);
  // A cursor that is none leads to the first page.
  const answer = asked === 'missing' ? await load(null) : asked;
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <ProjectsView projects={answer.projects} />;
}
