'use client';
import { Message } from '../../components/message';
import { Page } from '../../components/page';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';
import { AnswersPanel } from './answers-panel';
import { ProviderTable } from './provider-table';
import type { ProviderList } from './provider-types';
import { ResultsPanel } from './results-panel';
import { SearchForm } from './search-form';
import { useSearch } from './use-search';

/** One question to many databases. The search stands in the address, so that it is there again after a reload. */
export function ProvidersView(list: ProviderList) {
  const t = useTranslate();
  const [searchId, setSearchId] = useUrlState('search');
  const { search, results, isMissing } = useSearch(searchId);
  return (
    <Page title={t('providers.title')} lead={t('providers.lead')}>
      <SearchForm enabledCount={list.providers.filter(({ isEnabled }) => isEnabled).length} onStarted={setSearchId} />
      {isMissing && <Message title={t('providers.forgotten')} />}
      {search !== null && (
        <>
          <AnswersPanel search={search} onStarted={setSearchId} />
          <ResultsPanel search={search} results={results} />
        </>
      )}
      <ProviderTable {...list} />
    </Page>
  );
}
