'use client';
import { useEffect, useId, useState } from 'react';
import { Formula } from '../../components/formula';
import { useTranslate } from '../../i18n/use-translate';
import type { ExploreKind } from './explore-view';
import styles from './explore.module.css';
import { readSearch } from './read-search';
import { TextFilter } from './text-filter';

interface SearchFieldProps {
  readonly text: string;
  readonly kind: ExploreKind;
  readonly onCommit: (text: string) => void;
}

/** One box for a formula, a chemical system, an anonymous formula or an id: beneath it stands how it was understood. */
export function SearchField({ text, kind, onCommit }: SearchFieldProps) {
  const t = useTranslate();
  const id = useId();
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const reading = readSearch(typed);
  const isMistaken = reading?.kind === 'mistake' || (reading?.kind === 'id' && kind === 'predictions');
  return (
    <div className={styles['search']}>
      <label className={styles['label']} htmlFor={id}>
        {t('explore.search')}
      </label>
      <TextFilter
        id={id}
        className={styles['searchInput']}
        data-formula-field
        placeholder="TiO2, Li-Fe-O, ABO3, mp-149"
        value={text}
        aria-invalid={isMistaken}
        aria-describedby={`${id}-reading`}
        onType={setTyped}
        onCommit={onCommit}
      />
      <p id={`${id}-reading`} className={isMistaken ? styles['mistake'] : styles['hint']} role="status">
        <Reading typed={typed} kind={kind} />
      </p>
    </div>
  );
}

function Reading({ typed, kind }: { typed: string; kind: ExploreKind }) {
  const t = useTranslate();
  const reading = readSearch(typed);
  if (reading === null) return t('explore.search.hint');
  if (reading.kind === 'mistake') {
    const character = typed.slice(reading.position, reading.position + 1).trim();
    return (
      <>
        {t('formula.position', { position: reading.position + 1 })}
        {character !== '' && ` “${character}”`}: {t(`formula.error.${reading.code}`, { message: reading.message })}
      </>
    );
  }
  if (reading.kind === 'id' && kind === 'predictions') return t('explore.search.noIds');
  return (
    <>
      {t(`explore.search.${reading.kind}`)} {reading.kind === 'id' ? reading.value : <Formula text={reading.value} />}
    </>
  );
}
