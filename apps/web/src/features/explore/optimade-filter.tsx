'use client';
import Link from 'next/link';
import { useEffect, useId, useState } from 'react';
import { MistakePlace } from '../../components/mistake-place';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';
import { findFilterMistake } from './read-optimade';
import { TextFilter } from './text-filter';
import type { ExploreAddress } from './use-explore-address';

/** A filter in the language of OPTIMADE, read while it is typed; the same can be asked of other databases. */
export function OptimadeFilter({ address: { parameters, change } }: { address: ExploreAddress }) {
  const t = useTranslate();
  const id = useId();
  const text = parameters.get('filter') ?? '';
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const mistake = findFilterMistake(typed);
  return (
    <div className={styles['search']}>
      <label className={styles['label']} htmlFor={id}>
        {t('explore.optimade.label')}
      </label>
      <TextFilter
        id={id}
        className={styles['searchInput']}
        placeholder={'elements HAS ALL "Li","O" AND nelements<=3'}
        value={text}
        maxLength={2000}
        aria-invalid={mistake !== null}
        aria-describedby={`${id}-reading`}
        onType={setTyped}
        onCommit={(filter) => change({ filter })}
      />
      <p id={`${id}-reading`} className={styles['hint']} role="status">
        {mistake === null ? t('explore.optimade.hint') : <MistakePlace text={typed} {...mistake} />}
      </p>
      {mistake === null && typed.trim() !== '' && (
        <p className={styles['hint']}>
          <Link href={`/providers?mode=optimade&q=${encodeURIComponent(typed)}`} prefetch={false}>
            {t('explore.optimade.providers')}
          </Link>
        </p>
      )}
    </div>
  );
}
