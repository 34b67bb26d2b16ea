'use client';
import { StartPredictionDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';

/** Starts a small prediction that is done within a minute, and goes there. */
export function useStartExample(): { readonly start: () => void; readonly isStarting: boolean; readonly failure: string | null } {
  const t = useTranslate();
  const router = useRouter();
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const start = async () => {
    setStarting(true);
    const { data, error } = await browserClient
      .mutation(StartPredictionDocument, { input: { formula: 'MgO', budget: 'QUICK', holdout: false } })
      .toPromise();
    const id = data?.startPrediction.prediction?.id;
    if (id !== undefined) return router.push(`/predictions/${id}`);
    setStarting(false);
    setFailure(data?.startPrediction.userErrors[0]?.message ?? error?.graphQLErrors[0]?.message ?? t('error.unreachable'));
  };
  return { start: () => void start(), isStarting, failure };
}
