'use client';
import Link from 'next/link';
import { Button, buttonClass } from '../../components/button';
import { useTranslate } from '../../i18n/use-translate';
import styles from './prediction-view.module.css';
import type { ChosenRanks } from './use-chosen-ranks';

/** Leads from the chosen rows to their comparison, or says what to choose. */
export function CompareChosen({ choice }: { choice: ChosenRanks }) {
  const t = useTranslate();
  const count = choice.rows.length;
  if (count === 0) return null;
  return (
    <span className={styles['chosen']}>
      {count === 1 ? (
        <span className={styles['live']}>{t('prediction.compare.more')}</span>
      ) : (
        <Link className={buttonClass({ variant: 'primary', size: 'small' })} href={`/compare?ids=${choice.rows.map(({ id }) => id).join()}`}>
          {t('prediction.compare', { count })}
        </Link>
      )}
      <Button size="small" variant="quiet" onClick={choice.clear}>
        {t('prediction.compare.clear')}
      </Button>
    </span>
  );
}
