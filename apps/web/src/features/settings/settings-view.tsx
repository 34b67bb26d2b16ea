'use client';
import type { ApiTokensQuery } from '@kessho/schema/generated/graphql';
import { Page } from '../../components/page';
import { Panel } from '../../components/panel';
import { useTranslate } from '../../i18n/use-translate';
import { NewTokenForm } from './new-token-form';
import { TokensTable } from './tokens-table';

/** Keys to the API: those there are, and a new one. */
export function SettingsView({ tokens }: { tokens: ApiTokensQuery['apiTokens'] }) {
  const t = useTranslate();
  return (
    <Page title={t('settings.title')} lead={t('settings.lead')}>
      <Panel title={t('settings.newToken')}>
        <NewTokenForm />
      </Panel>
      <TokensTable tokens={tokens} />
    </Page>
  );
}
