import { SearchesDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { ApiUnreachable } from '../../components/api-unreachable';
import { SearchesView } from '../../features/search/searches-view';
import { orMissing } from '../../graphql/or-missing';
import { serverQuery } from '../../graphql/server-query';
import { serverTranslate } from '../../i18n/server';

const SHOWN = 20;

export async function generateMetadata(): Promise<Metadata> {
  const t = await serverTranslate();
  return { title: t('search.title') };
}

export default async function SearchesPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  const { after } = await searchParams;
  const answer = await orMissing(serverQuery(SearchesDocument, { first: SHOWN, after: typeof after === 'string' ? after : null }));
  if (typeof answer === 'string') return <ApiUnreachable />;
  return <SearchesView searches={answer.searches} />;
}
