'use client';
import type { ReactNode } from 'react';
import { useId, useRef } from 'react';
import { ElementSwatch } from '../../components/element-swatch';
import { Formula } from '../../components/formula';
import type { PlacedMistake } from '../../components/mistake-place';
import { useLanguage } from '../../i18n/use-translate';
import type { GivenText } from '../../workers/read-file';
import styles from './formula-field.module.css';
import type { FormulaReading } from './read-formula';
import { isFileText, listOfPasted } from './read-formula';

interface FormulaFieldProps {
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly reading: FormulaReading | null;
  /** What the form or the server found wrong, beyond what can be read off the text. */
  readonly complaint: PlacedMistake | null;
  /** Called with the text of a whole file that is pasted. */
  readonly onFile: (file: GivenText) => void;
}

/** The field for a formula, several, or a chemical system: what is typed is read at once, and a mistake is underlined at its very character. */
export function FormulaField({ text, onChange, reading, complaint, onFile }: FormulaFieldProps) {
  const { t } = useLanguage();
  const id = useId();
  const marker = useRef<HTMLDivElement>(null);
  const mistake = useMistake(reading) ?? complaint;
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {t('home.formula')}
      </label>
      <div className={styles['line']}>
        <input
          id={id}
          className={styles['input']}
          data-formula-field
          name="formula"
          value={text}
          placeholder="BaTiO3"
          aria-invalid={mistake !== null}
          aria-describedby={`${id}-message`}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          autoFocus
          spellCheck={false}
          onChange={({ target }) => onChange(target.value)}
          onPaste={(event) => {
            const pasted = event.clipboardData.getData('text/plain');
            if (!/[\n\r\t]/.test(pasted.trim())) return;
            event.preventDefault();
            if (isFileText(pasted)) onFile({ name: null, text: pasted });
            else onChange(listOfPasted(pasted));
          }}
          onScroll={({ currentTarget }) => marker.current && (marker.current.scrollLeft = currentTarget.scrollLeft)}
        />
        {mistake !== null && mistake.position !== null && (
          <div ref={marker} className={styles['marker']} aria-hidden="true">
            {text.slice(0, mistake.position)}
            <mark>{text.slice(mistake.position, mistake.position + 1) || ' '}</mark>
            {text.slice(mistake.position + 1)}
          </div>
        )}
      </div>
      <div id={`${id}-message`} className={styles['message']} role="status">
        {mistake === null ? <Reading reading={reading} /> : <MistakeText mistake={mistake} text={text} />}
      </div>
    </div>
  );
}

function useMistake(reading: FormulaReading | null): PlacedMistake | null {
  const { t } = useLanguage();
  if (reading?.kind !== 'error') return null;
  return { message: t(`formula.error.${reading.code}`, { message: reading.message }), position: reading.position };
}

function MistakeText({ mistake: { message, position }, text }: { mistake: PlacedMistake; text: string }) {
  const { t } = useLanguage();
  const character = position === null ? '' : text.slice(position, position + 1).trim();
  const place: ReactNode = position !== null && (
    <span className={styles['position']}>
      {t('formula.position', { position: position + 1 })}
      {character !== '' && ` “${character}”`}
      {': '}
    </span>
  );
  return (
    <p className={styles['error']}>
      {place}
      {message}
    </p>
  );
}

/** Formulas of a list that are repeated below the field. */
const SHOWN = 8;

function Reading({ reading }: { reading: FormulaReading | null }) {
  const { t } = useLanguage();
  if (reading?.kind === 'list') {
    return (
      <p className={styles['read']}>
        <span>{t('home.formula.several', { count: reading.formulas.length })}</span>
        {reading.formulas.slice(0, SHOWN).map(({ reduced }) => (
          <strong key={reduced}>
            <Formula text={reduced} />
          </strong>
        ))}
        {reading.formulas.length > SHOWN && '…'}
      </p>
    );
  }
  if (reading?.kind === 'system') {
    return (
      <p className={styles['read']}>
        <span>{t('home.system')}</span>
        {reading.symbols.map((symbol) => (
          <ElementSwatch key={symbol} symbol={symbol} />
        ))}
      </p>
    );
  }
  if (reading?.kind !== 'formula') return <p className={styles['hint']}>{t('home.formula.hint')}</p>;
  return (
    <p className={styles['read']}>
      <strong>
        <Formula text={reading.reduced} />
      </strong>
      <span>{t('home.formula.perUnit', { count: reading.atoms })}</span>
      {reading.symbols.map((symbol) => (
        <ElementSwatch key={symbol} symbol={symbol} />
      ))}
    </p>
  );
}
