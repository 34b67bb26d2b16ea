'use client';
import type { ProjectNameFragment, SearchesQuery } from '@kessho/schema/generated/graphql';
import Link from 'next/link';
import { Chip } from '../../components/chip';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Message } from '../../components/message';
import { Page } from '../../components/page';
import { Panel } from '../../components/panel';
import { Started } from '../../components/started';
import { useLanguage } from '../../i18n/use-translate';
import { NewSearchForm } from './new-search-form';
import { SEARCH_TONES } from '../../components/search-tones';
import { isUnderWay } from './search-states';
import { useRefresh } from '../../components/use-refresh';

type Row = SearchesQuery['searches']['edges'][number]['node'];

/** Start a search, and those there are. */
export function SearchesView({ searches, projects }: SearchesQuery & { readonly projects: readonly ProjectNameFragment[] }) {
  const { t } = useLanguage();
  const rows = searches.edges.map(({ node }) => node);
  useRefresh(rows.some(({ state }) => isUnderWay(state)));
  const columns: Column<Row>[] = [
    {
      id: 'subject',
      heading: t('search.subject'),
      isRowHeading: true,
      cell: ({ id, subject }) => (
        <Link href={`/searches/${id}`} prefetch={false}>
          <Formula text={subject} />
        </Link>
      ),
    },
    { id: 'method', heading: t('search.method'), cell: ({ method }) => t(`search.method.${method}`) },
    { id: 'state', heading: t('col.state'), cell: ({ state }) => <Chip tone={SEARCH_TONES[state]}>{t(`search.state.${state}`)}</Chip> },
    { id: 'relaxations', heading: t('search.relaxations'), align: 'end', cell: ({ relaxations, budget }) => `${relaxations} / ${budget}` },
    {
      id: 'started',
      heading: t('col.started'),
      align: 'end',
      cell: ({ createdAt, startedBy }) => <Started at={createdAt} by={startedBy} />,
    },
  ];
  const { hasNextPage, endCursor } = searches.pageInfo;
  const more = hasNextPage && endCursor !== null && <Link href={`/searches?after=${encodeURIComponent(endCursor)}`}>{t('home.recent.more')}</Link>;
  return (
    <Page title={t('search.title')} lead={t('search.lead')}>
      <Panel title={t('search.new')}>
        <NewSearchForm projects={projects} />
      </Panel>
      <Panel title={t('search.all')} isFlush={rows.length > 0} {...(more && { actions: more })}>
        {rows.length === 0 ? (
          <Message title={t('search.none')} hint={t('search.noneHint')} />
        ) : (
          <DataTable caption={t('search.all')} columns={columns} rows={rows} keyOf={({ id }) => id} />
        )}
      </Panel>
    </Page>
  );
}
