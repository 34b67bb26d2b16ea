'use client';
import { useRouter } from 'next/navigation';
import type { FormEvent, ReactNode } from 'react';
import { useState } from 'react';
import { Button } from '../../components/button';
import type { PlacedMistake } from '../../components/mistake-place';
import { useUrlState } from '../../components/use-url-state';
import { useTranslate } from '../../i18n/use-translate';
import type { GivenText } from '../../workers/read-file';
import type { FormChoices } from './form-options';
import { useFormOptions } from './form-options';
import { FormulaField } from './formula-field';
import { OptionFields } from './option-fields';
import fields from '../../components/fields.module.css';
import styles from './prediction-form.module.css';
import { readFormulas } from './read-formula';
import { startPredictions } from './start-predictions';
import { SystemOffers } from './system-offers';

interface PredictionFormProps extends FormChoices {
  /** Called with a whole file that is pasted into the field. */
  readonly onFile: (file: GivenText) => void;
  /** Stands below the field. */
  readonly children: ReactNode;
}

/** Everything one needs to start a prediction, or to go on with a chemical system. What is typed stands in the address too. */
export function PredictionForm({ judges, projects, onFile, children }: PredictionFormProps) {
  const t = useTranslate();
  const router = useRouter();
  const [formulaInUrl, setFormula] = useUrlState('formula');
  const formula = formulaInUrl ?? '';
  const options = useFormOptions({ judges, projects });
  const [complaint, setComplaint] = useState<PlacedMistake | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const reading = readFormulas(formula);
  const formulas = reading?.kind === 'list' ? reading.formulas : reading?.kind === 'formula' ? [reading] : [];
  const tooLarge = formulas.find(({ atoms }) => atoms > options.maxAtoms);
  const complaintOfSize =
    tooLarge === undefined ? null : { message: t('home.formula.tooLarge', { count: tooLarge.atoms, max: options.maxAtoms }), position: null };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reading?.kind === 'system') return router.push(`/phase-diagram?system=${reading.symbols.join('-')}`);
    if (reading === null) setComplaint({ message: t('home.formula.required'), position: null });
    if (formulas.length === 0 || tooLarge !== undefined) return document.querySelector<HTMLElement>('[data-formula-field]')?.focus();
    setStarting(true);
    setFailure(null);
    const { budget, maxAtoms, seed, isHoldout, judge, projectId } = options;
    const outcome = await startPredictions(
      formulas.map(({ text }) => text),
      { budget, maxAtoms, seed, holdout: isHoldout, judge, projectId },
    );
    if (outcome.mistake === null) return router.push(outcome.ids.length === 1 ? `/predictions/${outcome.ids[0]}` : '/jobs');
    setStarting(false);
    const { formula: wrong, isOfFormula, message, position } = outcome.mistake;
    if (isOfFormula && message !== null) setComplaint({ message, position: position === null ? null : formula.indexOf(wrong) + position });
    else setFailure(message ?? t('error.unreachable'));
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <FormulaField
        text={formula}
        reading={reading}
        complaint={complaint ?? complaintOfSize}
        onChange={(next) => {
          setComplaint(null);
          setFormula(next);
        }}
        onFile={onFile}
      />
      {children}
      {reading?.kind === 'system' ? (
        <SystemOffers symbols={reading.symbols} />
      ) : (
        <>
          <OptionFields options={options} judges={judges} projects={projects} />
          <div className={styles['last']}>
            <label className={styles['check']}>
              <input type="checkbox" checked={options.isHoldout} onChange={({ target }) => options.setHoldout(target.checked)} />
              <span>
                <span className={styles['label']}>{t('home.holdout')}</span>
                <span className={styles['hint']}> — {t('home.holdout.hint')}</span>
              </span>
            </label>
            <Button type="submit" variant="primary" size="large" disabled={isStarting}>
              {isStarting ? t('home.submitting') : formulas.length > 1 ? t('home.submitSeveral', { count: formulas.length }) : t('home.submit')}
            </Button>
          </div>
        </>
      )}
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {t('home.startFailed')} {failure}
        </p>
      )}
    </form>
  );
}
