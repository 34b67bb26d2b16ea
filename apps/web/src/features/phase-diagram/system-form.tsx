'use client';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useState } from 'react';
import { Button } from '../../components/button';
import examples from '../../components/examples.module.css';
import { PeriodicTable } from '../../components/periodic-table/periodic-table';
import { useTranslate } from '../../i18n/use-translate';
import styles from './phase-diagram.module.css';
import { readSystem } from './read-system';

const EXAMPLES = ['Fe-O', 'Li-Co-O', 'Ba-Ti-O', 'Li-Co-Ni-O'];

/** The system as text, or element by element from the periodic table. */
export function SystemForm({ system }: { system: string }) {
  const t = useTranslate();
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState(system);
  const [isMistaken, setMistaken] = useState(false);
  useEffect(() => setText(system), [system]);
  const elements = readSystem(text) ?? [];
  const submit = () => {
    const read = readSystem(text);
    setMistaken(read === null);
    if (read === null) return;
    const search = new URLSearchParams(window.location.search);
    search.set('system', read.join('-'));
    search.delete('phase');
    router.push(`/phase-diagram?${search.toString()}`);
  };
  const toggle = (symbol: string) => {
    const known: readonly string[] = elements;
    setText((known.includes(symbol) ? known.filter((other) => other !== symbol) : [...known, symbol]).join('-'));
  };
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label className={styles['label']} htmlFor={id}>
        {t('diagram.system')}
      </label>
      <div className={styles['line']}>
        <input
          id={id}
          className={styles['input']}
          data-formula-field
          value={text}
          placeholder="Li-Co-Ni-O"
          aria-invalid={isMistaken}
          aria-describedby={`${id}-hint`}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          onChange={({ target }) => {
            setText(target.value);
            setMistaken(false);
          }}
        />
        <Button variant="primary" type="submit">
          {t('diagram.show')}
        </Button>
        <span className={examples['examples']}>
          {EXAMPLES.map((example) => (
            <Link key={example} className={examples['chip']} href={`/phase-diagram?system=${example}`}>
              {example}
            </Link>
          ))}
        </span>
      </div>
      <p id={`${id}-hint`} className={isMistaken ? styles['mistake'] : styles['hint']} role="status">
        {isMistaken ? t('diagram.system.mistake') : t('diagram.system.hint')}
      </p>
      <details className={styles['picker']}>
        <summary>{t('diagram.elements')}</summary>
        <PeriodicTable
          label={t('diagram.elements')}
          markOf={(symbol) =>
            elements.some((element) => element === symbol) ? { look: 'include', sign: '+', text: t('diagram.element.chosen') } : null
          }
          onChoose={toggle}
        />
      </details>
    </form>
  );
}
