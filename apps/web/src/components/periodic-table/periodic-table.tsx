'use client';
import { ELEMENT_COUNT, symbolOf } from '@kessho/core/elements/elements';
import type { KeyboardEvent } from 'react';
import { useRef, useState } from 'react';
import { elementName } from '../../format/element-name';
import { useLanguage } from '../../i18n/use-translate';
import { elementPlace, neighborOf } from './element-place';
import styles from './periodic-table.module.css';

export interface ElementMark {
  /** Styled in periodic-table.module.css. */
  readonly look: 'include' | 'exclude' | 'only';
  /** Read aloud after the name, and shown as a sign so that color is not all that tells. */
  readonly text: string;
  readonly sign: string;
}

interface PeriodicTableProps {
  readonly label: string;
  readonly markOf: (symbol: string) => ElementMark | null;
  readonly onChoose: (symbol: string) => void;
}

const STEPS: { readonly [key: string]: readonly [number, number] } = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const ELEMENTS = Array.from({ length: ELEMENT_COUNT }, (_, i) => ({ atomicNumber: i + 1, symbol: symbolOf(i + 1), ...elementPlace(i + 1) }));

/** The elements as buttons: one stop of the tab key, arrows move through the table, Enter and blank choose. */
export function PeriodicTable({ label, markOf, onChoose }: PeriodicTableProps) {
  const { locale } = useLanguage();
  const table = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(1);
  const focus = (atomicNumber: number) => {
    setCurrent(atomicNumber);
    table.current?.querySelector<HTMLElement>(`[data-element="${symbolOf(atomicNumber)}"]`)?.focus();
  };
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    const ends: { readonly [key: string]: number } = { Home: 1, End: ELEMENT_COUNT };
    const next = step === undefined ? ends[event.key] : neighborOf(current, step, ELEMENT_COUNT);
    if (next === undefined) return;
    event.preventDefault();
    focus(next);
  };
  return (
    <div className={styles['scroll']}>
      <div ref={table} className={styles['table']} role="group" aria-label={label} onKeyDown={move} translate="no">
        {ELEMENTS.map(({ atomicNumber, symbol, column, row }) => {
          const mark = markOf(symbol);
          const name = elementName(atomicNumber, locale);
          return (
            <button
              key={symbol}
              type="button"
              className={styles['element']}
              data-element={symbol}
              data-look={mark?.look}
              style={{ gridColumn: column, gridRow: row }}
              tabIndex={atomicNumber === current ? 0 : -1}
              aria-pressed={mark !== null}
              aria-label={`${symbol} ${name}${mark === null ? '' : `: ${mark.text}`}`}
              title={name}
              onClick={() => {
                setCurrent(atomicNumber);
                onChoose(symbol);
              }}
            >
              {symbol}
              {mark !== null && (
                <span className={styles['sign']} aria-hidden="true">
                  {mark.sign}
                </span>
              )}
            </button>
          );
        })}
      </div>
    </div>
  );
}
