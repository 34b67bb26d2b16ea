'use client';
import { StartOptimadeSearchDocument } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { Button } from '../../components/button';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';

interface AskAloneButtonProps {
  readonly providerId: string;
  readonly filter: string;
  readonly onStarted: (searchId: string) => void;
}

/** Asks one provider by its name: so are those asked whose databases want to be left out of searches of many. */
export function AskAloneButton({ providerId, filter, onStarted }: AskAloneButtonProps) {
  const t = useTranslate();
  const [failure, setFailure] = useState<string | null>(null);
  const start = async () => {
    const { data, error } = await browserClient.mutation(StartOptimadeSearchDocument, { input: { filter, providers: [providerId] } }).toPromise();
    const payload = data?.startOptimadeSearch;
    if (payload?.search != null) return onStarted(payload.search.id);
    setFailure(payload?.userErrors[0]?.message ?? error?.graphQLErrors[0]?.message ?? t('error.unreachable'));
  };
  return (
    <>
      <Button size="small" onClick={() => void start()}>
        {t('providers.askAlone')}
        <span className="visually-hidden"> — {providerId}</span>
      </Button>
      {failure !== null && <span role="alert"> {failure}</span>}
    </>
  );
}
