'use client';
import { useId } from 'react';
import type { PlacedMistake } from '../../components/mistake-place';
import { MistakePlace } from '../../components/mistake-place';
import { useTranslate } from '../../i18n/use-translate';
import type { QueryMode } from './read-query';
import styles from './providers-view.module.css';

interface QueryFieldProps {
  readonly mode: QueryMode;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly mistake: PlacedMistake | null;
}

const PLACEHOLDERS: { readonly [mode in QueryMode]: string } = {
  formula: 'BaTiO3',
  elements: 'Li, Fe, O',
  optimade: 'elements HAS ALL "Li","O" AND nelements=2',
};

/** The field of the search. A mistake is shown at its very character beneath. */
export function QueryField({ mode, text, onChange, mistake }: QueryFieldProps) {
  const t = useTranslate();
  const id = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {t(`providers.mode.${mode}`)}
      </label>
      <input
        id={id}
        className={styles['query']}
        data-formula-field
        value={text}
        placeholder={PLACEHOLDERS[mode]}
        maxLength={2000}
        aria-invalid={mistake !== null}
        aria-describedby={`${id}-message`}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
      <div id={`${id}-message`} className={styles['message']} role="status">
        {mistake === null ? t(`providers.mode.${mode}.hint`) : <MistakePlace text={text} {...mistake} />}
      </div>
    </div>
  );
}
