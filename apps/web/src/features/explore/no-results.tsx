'use client';
import Link from 'next/link';
import { Button, buttonClass } from '../../components/button';
import { CodeBlock } from '../../components/code-block';
import { Message } from '../../components/message';
import { useTranslate } from '../../i18n/use-translate';
import type { ExploreKind } from './explore-view';
import styles from './explore.module.css';
import type { ExploreAnswer } from './load-explore-page';

interface NoResultsProps {
  readonly answer: ExploreAnswer;
  readonly kind: ExploreKind;
  readonly isFiltered: boolean;
  readonly onClear: () => void;
  readonly onFirstPage: () => void;
}

const IMPORT_COMMANDS = `npm run kessho -- import structures.cif
npm run kessho -- import https://oqmd.org/optimade --filter 'elements HAS ALL "Na","Cl"'
MP_API_KEY=… npm run kessho -- import materials-project --filter 'chemsys=Na-Cl'`;

/** Why there are no rows, and what to do. */
export function NoResults({ answer, kind, isFiltered, onClear, onFirstPage }: NoResultsProps) {
  const t = useTranslate();
  if (answer.kind === 'mistaken') return <Message tone="error" title={t('explore.mistaken')} hint={t('explore.mistaken.hint')} />;
  if (answer.kind === 'refused') {
    return (
      <Message tone="error" title={t('explore.refused')} hint={answer.message}>
        {isFiltered && <Button onClick={onClear}>{t('explore.clear')}</Button>}
        <Button onClick={onFirstPage}>{t('explore.page.first')}</Button>
      </Message>
    );
  }
  if (!answer.isEmptyDatabase) {
    return (
      <Message title={t('explore.none')} hint={t('explore.none.hint')}>
        {isFiltered ? <Button onClick={onClear}>{t('explore.clear')}</Button> : <Button onClick={onFirstPage}>{t('explore.page.first')}</Button>}
      </Message>
    );
  }
  if (kind === 'predictions') {
    return (
      <Message title={t('explore.empty.predictions')} hint={t('explore.empty.predictions.hint')}>
        <Link className={buttonClass({ variant: 'primary' })} href="/">
          {t('action.home')}
        </Link>
      </Message>
    );
  }
  return (
    <Message title={t('explore.empty.materials')} hint={t('explore.empty.materials.hint')}>
      <div className={styles['import']}>
        <CodeBlock label={t('explore.empty.commands')} code={IMPORT_COMMANDS} />
      </div>
    </Message>
  );
}
