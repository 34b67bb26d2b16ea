'use client';
import { StartImportDocument } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { Button } from '../../components/button';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import type { AnswerRow } from './provider-types';

/** Imports all that a provider has of what it was asked for, from each of its databases. */
export function ImportButton({ answer, filter }: { answer: AnswerRow; filter: string }) {
  const t = useTranslate();
  const [state, setState] = useState<'idle' | 'starting' | 'queued' | { readonly failure: string }>('idle');

  const start = async () => {
    setState('starting');
    for (const { url, license } of answer.databases) {
      const input = {
        kind: 'OPTIMADE' as const,
        location: url,
        filter,
        source: answer.providerId.slice(0, 200),
        license: license?.slice(0, 200) ?? null,
      };
      const { data, error } = await browserClient.mutation(StartImportDocument, { input }).toPromise();
      const [userError] = data?.startImport.userErrors ?? [];
      const failure = userError?.message ?? error?.graphQLErrors[0]?.message ?? (error === undefined ? null : t('error.unreachable'));
      if (failure !== null) return setState({ failure });
    }
    setState('queued');
  };
  if (state === 'queued') return <span role="status">{t('providers.importQueued')}</span>;
  return (
    <>
      <Button size="small" disabled={state === 'starting'} title={t('providers.importHint')} onClick={() => void start()}>
        {t('providers.importThese')}
        <span className="visually-hidden"> — {answer.providerName}</span>
      </Button>
      {typeof state === 'object' && <span role="alert"> {state.failure}</span>}
    </>
  );
}
