'use client';
import { useRef } from 'react';
import { Button } from '../../components/button';
import { useTranslate } from '../../i18n/use-translate';
import styles from './entry.module.css';

/** Suffixes of what is read; a name without one, `POSCAR`, can be dropped, or chosen among all files. */
const ACCEPTED = '.cif,.mcif,.vasp,.poscar,.contcar,.xyz,.extxyz,.json,.jsonl,.pwi,.pwo,.in,.out,.xy,.xye,.dat,.csv,.txt,POSCAR,CONTCAR,*/*';

interface ChooseFileProps {
  readonly refusal: string | null;
  readonly onTake: (files: readonly File[]) => void;
}

/** What can be dropped here, and a button for those who do not drag. */
export function ChooseFile({ refusal, onTake }: ChooseFileProps) {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles['choose']}>
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPTED}
        aria-label={t('file.choose')}
        onChange={({ currentTarget }) => {
          onTake([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <Button size="small" onClick={() => input.current?.click()}>
        {t('file.choose')}
      </Button>
      <span>{t('file.hint')}</span>
      {refusal !== null && (
        <p className={styles['failure']} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
