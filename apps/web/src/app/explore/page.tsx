import type { Metadata } from 'next';
import { Suspense } from 'react';
import { ApiUnreachable } from '../../components/api-unreachable';
import { ExploreView } from '../../features/explore/explore-page';
import { loadExplorePage } from '../../features/explore/load-explore-page';
import { RowCount } from '../../features/explore/row-count';
import { serverTranslate } from '../../i18n/server';

interface PageProps {
  readonly searchParams: Promise<{ readonly [name: string]: string | string[] | undefined }>;
}

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const [t, { q }] = await Promise.all([serverTranslate(), searchParams]);
  return { title: typeof q === 'string' && q !== '' ? `${q} · ${t('explore.title')}` : t('explore.title') };
}

export default async function ExplorePage({ searchParams }: PageProps) {
  const entries = Object.entries(await searchParams).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  const parameters = new URLSearchParams(entries);
  const answer = await loadExplorePage(parameters);
  if (answer === 'unreachable') return <ApiUnreachable />;
  const count = (
    // Another address is another count: the rows do not wait for it.
    <Suspense key={parameters.toString()} fallback="…">
      <RowCount parameters={parameters} />
    </Suspense>
  );
  return <ExploreView answer={answer} count={count} />;
}
