'use client';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/button';
import { Panel } from '../../components/panel';
import { Skeleton } from '../../components/skeleton';
import { useTranslate } from '../../i18n/use-translate';
import type { CrystalFile, GivenText, PatternFile } from '../../workers/read-file';
import { runTask } from '../../workers/run-task';
import { CrystalView } from './crystal-view';
import styles from './entry.module.css';
import { PatternView } from './pattern-view';

interface FilePanelProps {
  readonly file: GivenText;
  /** Formulas of finished predictions, the latest first. */
  readonly predicted: readonly string[];
  readonly onClose: () => void;
  readonly onPredict: (formula: string) => void;
}

type Reading = CrystalFile | PatternFile | { readonly kind: 'refused'; readonly message: string };

/** What a file holds, and what can be done with it. */
export default function FilePanel({ file, predicted, onClose, onPredict }: FilePanelProps) {
  const t = useTranslate();
  const root = useRef<HTMLDivElement>(null);
  const reading = useReading(file);
  useEffect(() => root.current?.focus(), [file]);
  const name = file.name ?? t('file.pasted');
  return (
    // Takes the focus, as the field that had it is gone.
    <div ref={root} className={styles['panel']} tabIndex={-1} aria-label={name} role="group">
      <Panel
        title={name}
        {...(reading !== null && reading.kind !== 'refused' && { note: t(`file.kind.${reading.kind}`) })}
        actions={
          <Button size="small" onClick={onClose}>
            {t('file.close')}
          </Button>
        }
      >
        {reading === null ? (
          <div role="status">
            <span className="visually-hidden">{t('file.reading')}</span>
            <Skeleton height="8rem" />
          </div>
        ) : reading.kind === 'refused' ? (
          <>
            <p className={styles['failure']} role="alert">
              {name}: {reading.message}
            </p>
            <p className={styles['hint']}>{t('file.refusedHint')}</p>
          </>
        ) : reading.kind === 'crystals' ? (
          <CrystalView file={reading} onPredict={onPredict} />
        ) : (
          <PatternView text={file.text} measured={reading.measured} predicted={predicted} onPredict={onPredict} />
        )}
      </Panel>
    </div>
  );
}

/** Null while it is being read. */
function useReading(file: GivenText): Reading | null {
  const [answer, setAnswer] = useState<{ readonly of: GivenText; readonly reading: Reading } | null>(null);
  useEffect(() => {
    runTask('readFile', file).then(
      (reading) => setAnswer({ of: file, reading }),
      (error: Error) => setAnswer({ of: file, reading: { kind: 'refused', message: error.message } }),
    );
  }, [file]);
  return answer?.of === file ? answer.reading : null;
}
