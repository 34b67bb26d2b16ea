'use client';
import { StartPredictionDocument } from '@kessho/schema/generated/graphql';
import { useRouter } from 'next/navigation';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { Button } from '../../components/button';
import { useUrlState } from '../../components/use-url-state';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import type { Judge } from './form-options';
import { useFormOptions } from './form-options';
import type { FormulaMistake } from './formula-field';
import { FormulaField } from './formula-field';
import { OptionFields } from './option-fields';
import styles from './prediction-form.module.css';
import { readFormula } from './read-formula';

/** Everything one needs to start a prediction. What is typed stands in the address too. */
export function PredictionForm({ judges }: { judges: readonly Judge[] }) {
  const t = useTranslate();
  const router = useRouter();
  const [formulaInUrl, setFormula] = useUrlState('formula');
  const formula = formulaInUrl ?? '';
  const options = useFormOptions(judges);
  const [complaint, setComplaint] = useState<FormulaMistake | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [isStarting, setStarting] = useState(false);
  const reading = readFormula(formula);
  const tooLarge =
    reading?.kind === 'formula' && reading.atoms > options.maxAtoms
      ? { message: t('home.formula.tooLarge', { count: reading.atoms, max: options.maxAtoms }), position: null }
      : null;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (reading === null) setComplaint({ message: t('home.formula.required'), position: null });
    if (reading?.kind !== 'formula' || tooLarge !== null) return document.querySelector<HTMLElement>('[data-formula-field]')?.focus();
    setStarting(true);
    setFailure(null);
    const { budget, maxAtoms, seed, isHoldout, judge } = options;
    const { data, error } = await browserClient
      .mutation(StartPredictionDocument, { input: { formula, budget, maxAtoms, seed, holdout: isHoldout, judge } })
      .toPromise();
    const payload = data?.startPrediction;
    if (payload?.prediction != null) return router.push(`/predictions/${payload.prediction.id}`);
    setStarting(false);
    const [userError] = payload?.userErrors ?? [];
    if (userError?.field.includes('formula')) setComplaint({ message: userError.message, position: userError.position });
    else setFailure(userError?.message ?? error?.graphQLErrors[0]?.message ?? t('error.unreachable'));
  };

  return (
    <form className={styles['form']} onSubmit={(event) => void submit(event)} noValidate>
      <FormulaField
        text={formula}
        reading={reading}
        complaint={complaint ?? tooLarge}
        onChange={(next) => {
          setComplaint(null);
          setFormula(next);
        }}
      />
      <OptionFields options={options} judges={judges} />
      <div className={styles['last']}>
        <label className={styles['check']}>
          <input type="checkbox" checked={options.isHoldout} onChange={({ target }) => options.setHoldout(target.checked)} />
          <span>
            <span className={styles['label']}>{t('home.holdout')}</span>
            <span className={styles['hint']}> — {t('home.holdout.hint')}</span>
          </span>
        </label>
        <Button type="submit" variant="primary" size="large" disabled={isStarting}>
          {isStarting ? t('home.submitting') : t('home.submit')}
        </Button>
      </div>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {t('home.startFailed')} {failure}
        </p>
      )}
    </form>
  );
}
