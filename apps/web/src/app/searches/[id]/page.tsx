import { SearchDocument } from '@kessho/schema/generated/graphql';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ApiUnreachable } from '../../../components/api-unreachable';
import { SearchView } from '../../../features/search/search-view';
import { orMissing } from '../../../graphql/or-missing';
import { serverQuery } from '../../../graphql/server-query';
import { serverTranslate } from '../../../i18n/server';

interface PageProps {
  readonly params: Promise<{ id: string }>;
}

const PHASES = 50;
const loadSearch = cache((id: string) => orMissing(serverQuery(SearchDocument, { id: decodeURIComponent(id), phases: PHASES })));

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  const [t, answer] = await Promise.all([serverTranslate(), loadSearch((await params).id)]);
  return typeof answer === 'string' || answer.search === null ? {} : { title: t('search.of', { subject: answer.search.subject }) };
}

export default async function SearchPage({ params }: PageProps) {
  const answer = await loadSearch((await params).id);
  if (answer === 'unreachable') return <ApiUnreachable />;
  if (answer === 'missing' || answer.search === null) notFound();
  return <SearchView search={answer.search} />;
}
