'use client';
import type { PowderData } from '@kessho/core/formats/powder-data/read-powder-data';
import type { FormEvent } from 'react';
import { useId, useMemo, useState } from 'react';
import { Button } from '../../components/button';
import { DiffractionChart } from '../../components/charts/diffraction-chart';
import { TUBE_NAMES, TUBES } from '../../components/charts/x-ray-tubes';
import { Segmented } from '../../components/segmented';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { Curve } from '../../workers/crystal-tasks';
import styles from './entry.module.css';
import { PatternMatchTable } from './pattern-match-table';
import { readFormulas } from './read-formula';
import { usePatternMatches } from './use-pattern-matches';

interface PatternViewProps {
  /** Contents of the file. */
  readonly text: string;
  readonly measured: PowderData;
  /** Formulas of finished predictions, the latest first. */
  readonly predicted: readonly string[];
  readonly onPredict: (formula: string) => void;
}

/** A measured powder pattern, and which structure of a composition explains it. */
export function PatternView({ text, measured, predicted, onPredict }: PatternViewProps) {
  const { locale, t } = useLanguage();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [tube, setTube] = useState<(typeof TUBES)[number]>('CuKa');
  const [isAsked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const { matches, failure, ask } = usePatternMatches();
  const reading = readFormulas(typed);
  const range = useMemo((): readonly [number, number] => [measured.twoThetas[0] ?? 0, measured.twoThetas.at(-1) ?? 180], [measured]);
  const bare = useMemo(() => toHundred(measured), [measured]);
  const shown = matches?.rows.find((row) => row.id === chosen && row.answer !== null) ?? matches?.rows.find(({ answer }) => answer !== null) ?? null;
  const mistake =
    !isAsked || reading?.kind === 'formula'
      ? null
      : reading?.kind === 'error'
        ? `${t('formula.position', { position: reading.position + 1 })}: ${t(`formula.error.${reading.code}`, { message: reading.message })}`
        : t('pattern.required');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (reading?.kind !== 'formula') return document.getElementById(`${id}-formula`)?.focus();
    setChosen(null);
    ask({ formula: reading.reduced, tube, text, range });
  };
  return (
    <div className={styles['sections']}>
      <DiffractionChart
        pattern={shown?.answer?.pattern ?? { wavelength: 0, peaks: [] }}
        profile={shown?.answer?.profile ?? null}
        measured={shown?.answer?.measured?.curve ?? bare}
        range={range}
        title={t('pattern.title')}
        description={t('pattern.describe', {
          count: measured.twoThetas.length,
          from: formatQuantity(range[0], 'angle', locale),
          to: formatQuantity(range[1], 'angle', locale),
        })}
      />
      <form className={styles['controls']} onSubmit={submit} noValidate>
        <label htmlFor={`${id}-formula`}>
          {t('pattern.formula')}
          <input
            id={`${id}-formula`}
            className={styles['input']}
            value={typed}
            list={`${id}-predicted`}
            placeholder={predicted[0] ?? 'BaTiO3'}
            aria-invalid={mistake !== null}
            aria-describedby={`${id}-mistake`}
            autoCapitalize="off"
            autoComplete="off"
            autoCorrect="off"
            spellCheck={false}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <datalist id={`${id}-predicted`}>
          {predicted.map((formula) => (
            <option key={formula} value={formula} />
          ))}
        </datalist>
        <Segmented
          label={t('diffraction.tube')}
          value={tube}
          options={TUBES.map((value) => ({ value, label: TUBE_NAMES[value] }))}
          onChange={setTube}
        />
        <Button type="submit" variant="primary" disabled={matches !== null && !matches.isDone}>
          {t('pattern.submit')}
        </Button>
      </form>
      <p id={`${id}-mistake`} className={mistake === null && failure === null ? styles['hint'] : styles['failure']} role="status">
        {mistake ?? (failure === null ? t('pattern.hint') : failure === '' ? t('error.unreachable') : failure)}
      </p>
      {matches !== null && (
        <PatternMatchTable matches={matches} shownId={shown?.id ?? null} onShow={setChosen} onPredict={() => onPredict(matches.formula)} />
      )}
    </div>
  );
}

/** The curve above its lowest point, its highest at 100, as the chart draws calculated ones. */
function toHundred({ twoThetas, intensities }: PowderData): Curve {
  const lowest = intensities.reduce((least, value) => Math.min(least, value), Infinity);
  const highest = intensities.reduce((most, value) => Math.max(most, value), -Infinity);
  const unit = Math.max(highest - lowest, Number.MIN_VALUE) / 100;
  return { twoThetas, intensities: intensities.map((value) => (value - lowest) / unit) };
}
