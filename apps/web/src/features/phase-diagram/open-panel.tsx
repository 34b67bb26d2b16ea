'use client';
import type { Element } from '@kessho/schema/generated/graphql';
import { useEffect, useRef, useState } from 'react';
import { Panel } from '../../components/panel';
import { formatQuantity } from '../../format/format-quantity';
import { useLanguage } from '../../i18n/use-translate';
import type { LoadedDiagram } from './load-diagram';
import styles from './phase-diagram.module.css';
import type { OpenElement } from './read-open';
import { LOWEST_POTENTIAL, textFromOpen } from './read-open';

interface OpenPanelProps {
  /** All of the system. */
  readonly elements: readonly Element[];
  readonly open: readonly OpenElement[];
  /** What the API made of it, on the scale of the total energies. */
  readonly computed: LoadedDiagram['open'];
  readonly onChange: (text: string | null) => void;
}

/** eV/atom */
const STEP = 0.05;
const FIRST_POTENTIAL = -1;
/** Milliseconds after the last movement of a slider, before the hull is computed anew. */
const SETTLED_MS = 350;

/** Elements that the surroundings supply at a chemical potential: the hull of the others is then that of the grand potential. */
export function OpenPanel({ elements, open: asked, computed, onChange }: OpenPanelProps) {
  const { locale, t } = useLanguage();
  const [open, setOpen] = useState(asked);
  const change = useRef(onChange);
  useEffect(() => {
    change.current = onChange;
  });
  const askedText = textFromOpen(asked);
  const text = textFromOpen(open);
  useEffect(() => {
    if (text === askedText) return undefined;
    const timer = setTimeout(() => change.current(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text, askedText]);
  const set = (element: Element, chemicalPotential: number) =>
    setOpen((before) => [...before.filter((other) => other.element !== element), { element, chemicalPotential }]);
  return (
    <Panel title={t('diagram.open')}>
      <p className={styles['hint']}>{t('diagram.open.hint')}</p>
      <ul className={styles['opens']}>
        {elements.map((element) => {
          const potential = open.find((other) => other.element === element)?.chemicalPotential;
          const total = computed.find((other) => other.element === element)?.chemicalPotential;
          return (
            <li key={element}>
              <label className={styles['openElement']}>
                <input
                  type="checkbox"
                  checked={potential !== undefined}
                  disabled={potential === undefined && open.length >= elements.length - 1}
                  onChange={({ target }) =>
                    target.checked ? set(element, FIRST_POTENTIAL) : setOpen((before) => before.filter((other) => other.element !== element))
                  }
                />
                {element}
              </label>
              {potential !== undefined && (
                <>
                  <input
                    type="range"
                    min={LOWEST_POTENTIAL}
                    max={0}
                    step={STEP}
                    value={potential}
                    aria-label={t('diagram.axis.potential', { element })}
                    aria-valuetext={formatQuantity(potential, 'energyPerAtom', locale)}
                    onChange={({ target }) => set(element, Number(target.valueAsNumber.toFixed(2)))}
                  />
                  <output
                    title={total === undefined ? undefined : t('diagram.open.total', { energy: formatQuantity(total, 'energyPerAtom', locale) })}
                  >
                    {formatQuantity(potential, 'energyPerAtom', locale)}
                  </output>
                </>
              )}
            </li>
          );
        })}
      </ul>
      {open.length > 0 && <p className={styles['hint']}>{t('diagram.open.note')}</p>}
    </Panel>
  );
}
