'use client';
import { useTranslate } from '../i18n/use-translate';
import styles from './mistake-place.module.css';

/** A mistake in a text, at one of its characters where it has a place. */
export interface PlacedMistake {
  readonly message: string;
  /** Offset. */
  readonly position: number | null;
}

/** What is wrong with a text, and beneath it the text itself with the place marked. */
export function MistakePlace({ text, message, position }: PlacedMistake & { readonly text: string }) {
  const t = useTranslate();
  return (
    <>
      <span className={styles['mistake']}>
        {position !== null && `${t('formula.position', { position: position + 1 })}: `}
        {message}
      </span>
      {position !== null && (
        <code className={styles['place']} aria-hidden="true">
          {text.slice(0, position)}
          <mark>{text.slice(position, position + 1) || ' '}</mark>
          {text.slice(position + 1)}
        </code>
      )}
    </>
  );
}
