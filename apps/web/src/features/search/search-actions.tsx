'use client';
import { ContinueSearchDocument, StopSearchDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { isUnderWay } from './search-states';
import type { Search } from './search-types';
import fields from '../../components/fields.module.css';
import styles from './search-view.module.css';

/** Stop it, go on with it, or give it as much again. */
export function SearchActions({ search: { id, state, budget } }: { search: Search }) {
  const t = useTranslate();
  const router = useRouter();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const settle = (userError: string | undefined, error: string | undefined) => {
    setBusy(false);
    setFailure(userError ?? error ?? null);
    router.refresh();
  };
  const stop = async () => {
    setBusy(true);
    const { data, error } = await browserClient.mutation(StopSearchDocument, { input: { searchId: id } }).toPromise();
    settle(data?.stopSearch.userErrors[0]?.message, error?.message);
  };
  const goOn = async (moreRelaxations: number) => {
    setBusy(true);
    const { data, error } = await browserClient.mutation(ContinueSearchDocument, { input: { searchId: id, moreRelaxations } }).toPromise();
    settle(data?.continueSearch.userErrors[0]?.message, error?.message);
  };
  return (
    <div>
      <div className={styles['actions']}>
        {isUnderWay(state) && (
          <Button variant="danger" disabled={isBusy} onClick={() => void stop()}>
            {t('search.stop')}
          </Button>
        )}
        {(state === 'STOPPED' || state === 'FAILED') && (
          <Button variant="primary" disabled={isBusy} onClick={() => void goOn(0)}>
            {t('search.goOn')}
          </Button>
        )}
        {state === 'SUCCEEDED' && (
          <Button disabled={isBusy} onClick={() => void goOn(budget)}>
            {t('search.asMuchAgain', { count: budget })}
          </Button>
        )}
      </div>
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
    </div>
  );
}
