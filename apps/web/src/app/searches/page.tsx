import { SearchesDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { SearchesView } from '../../features/search/searches-view';
import { loadProjectChoices } from '../../graphql/load-project-choices';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

const SHOWN = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('search.title') };
}

export default async function SearchesPage({ searchParams }: { searchParams: Promise<{ after?: string | string[]; project?: string | string[] }> }) {
  const { after, project } = await searchParams;
  const answer = await orMissing(
    Promise.all([serverQuery(SearchesDocument, { first: SHOWN, after: typeof after === 'string' ? after : null }), loadProjectChoices(project)]),
  );
  if (typeof answer === 'string') return <ApiUnreachable />;
  const [{ searches }, projects] = answer;
  return <SearchesView searches={searches} projects={projects} />;
}
