'use client';
import dynamic from 'next/dynamic';
import { Panel } from '../../components/panel';
import { Skeleton } from '../../components/skeleton';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';
import { ChooseFile } from './choose-file';
import styles from './entry.module.css';
import { Examples } from './examples';
import type { FormChoices } from './form-options';
import { PredictionForm } from './prediction-form';
import { useGivenFile } from './use-given-file';

const FilePanel = dynamic(() => import('./file-panel'), { ssr: false, loading: () => <LoadingPanel /> });

interface EntryProps extends FormChoices {
  /** Formulas of finished predictions, the latest first. */
  readonly predicted: readonly string[];
}

/** Where everything begins: one field for formulas and chemical systems, and a place for files. A file stands in the place of the form until it is put away. */
export function Entry({ judges, projects, predicted }: EntryProps) {
  const t = useTranslate();
  const { file, isOver, refusal, take, give } = useGivenFile();
  const [, setFormula] = useUrlState('formula');
  return (
    <div className={styles['entry']} data-over={isOver}>
      {isOver && (
        <div className={styles['over']} aria-hidden="true">
          {t('file.drop')}
        </div>
      )}
      {file === null ? (
        <>
          <PredictionForm judges={judges} projects={projects} onFile={give}>
            <ChooseFile refusal={refusal} onTake={take} />
          </PredictionForm>
          <Examples />
        </>
      ) : (
        <>
          <FilePanel
            file={file}
            predicted={predicted}
            onClose={() => give(null)}
            onPredict={(formula) => {
              setFormula(formula);
              give(null);
            }}
          />
          <ChooseFile refusal={refusal} onTake={take} />
        </>
      )}
    </div>
  );
}

function LoadingPanel() {
  const t = useTranslate();
  return (
    <Panel title={t('file.reading')}>
      <Skeleton height="8rem" />
    </Panel>
  );
}
