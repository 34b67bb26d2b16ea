'use client';
import { StartSearchDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '../../components/button';
import { useUrlState } from '../../components/use-url-state';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import styles from './entry.module.css';

/** Relaxations of the search that is started here; it can be given more where it ends. */
const RELAXATIONS = 100;
/** Atoms in a cell, where the crystal has fewer; what a search has without a choice. */
const USUAL_ATOMS = 20;

interface SeedButtonProps {
  readonly formula: string;
  /** The crystal as a text. */
  readonly content: string;
  readonly atoms: number;
}

/** Starts an evolutionary search that begins with this crystal, and goes there. */
export function SeedButton({ formula, content, atoms }: SeedButtonProps) {
  const t = useTranslate();
  const router = useRouter();
  const [projectId] = useUrlState('project');
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const start = async () => {
    setStarting(true);
    setFailure(null);
    const input = { subject: formula, projectId, seedCrystals: [content], budget: RELAXATIONS, maxAtoms: Math.max(USUAL_ATOMS, atoms) };
    const { data, error } = await browserClient.mutation(StartSearchDocument, { input }).toPromise();
    const id = data?.startSearch.search?.id;
    if (id !== undefined) return router.push(`/searches/${id}`);
    setStarting(false);
    setFailure(data?.startSearch.userErrors[0]?.message ?? error?.graphQLErrors[0]?.message ?? t('error.unreachable'));
  };
  return (
    <>
      <Button disabled={isStarting} title={t('file.seed.hint', { count: RELAXATIONS })} onClick={() => void start()}>
        {isStarting ? t('home.submitting') : t('file.seed')}
      </Button>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
    </>
  );
}
