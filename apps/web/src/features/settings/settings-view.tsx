'use client';
import type { ApiTokensQuery } from '@kessho/schema/generated/graphql';
import { Panel } from '../../components/panel';
import { useTranslate } from '../../i18n/use-translate';
import { NewTokenForm } from './new-token-form';
import styles from './settings-view.module.css';
import { TokensTable } from './tokens-table';

/** Keys to the API: those there are, and a new one. */
export function SettingsView({ tokens }: { tokens: ApiTokensQuery['apiTokens'] }) {
  const t = useTranslate();
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('settings.title')}</h1>
        <p>{t('settings.lead')}</p>
      </header>
      <Panel title={t('settings.newToken')}>
        <NewTokenForm />
      </Panel>
      <TokensTable tokens={tokens} />
    </div>
  );
}
