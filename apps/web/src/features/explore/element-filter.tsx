'use client';
import { useState } from 'react';
import type { ElementMark } from '../../components/periodic-table/periodic-table';
import { PeriodicTable } from '../../components/periodic-table/periodic-table';
import { Segmented } from '../../components/segmented';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';
import { ELEMENT_PARAMETERS } from './filter-fields';
import type { ElementParameter } from './filter-fields';
import { readElements } from './read-filter';
import type { ExploreAddress } from './use-explore-address';

const SIGNS: { readonly [parameter in ElementParameter]: Pick<ElementMark, 'look' | 'sign'> } = {
  with: { look: 'include', sign: '+' },
  without: { look: 'exclude', sign: '−' },
  only: { look: 'only', sign: '○' },
};

/** Elements that must be there, must not, or are the only ones that may. */
export function ElementFilter({ address: { parameters, change } }: { address: ExploreAddress }) {
  const t = useTranslate();
  const [mode, setMode] = useState<ElementParameter>('with');
  const symbolsOf = (parameter: ElementParameter): readonly string[] => readElements(parameters.get(parameter)) ?? [];
  const markedAs = (symbol: string): ElementParameter | undefined => ELEMENT_PARAMETERS.find((parameter) => symbolsOf(parameter).includes(symbol));
  const choose = (symbol: string) => {
    const isTakenBack = markedAs(symbol) === mode;
    const changes = ELEMENT_PARAMETERS.map((parameter) => {
      const others = symbolsOf(parameter).filter((other) => other !== symbol);
      return [parameter, (parameter === mode && !isTakenBack ? [...others, symbol] : others).join(',')];
    });
    change(Object.fromEntries(changes) as Record<string, string>);
  };
  return (
    <div className={styles['elements']}>
      <Segmented
        isSmall
        label={t('explore.elements.mode')}
        value={mode}
        options={ELEMENT_PARAMETERS.map((parameter) => ({
          value: parameter,
          label: `${SIGNS[parameter].sign} ${t(`explore.elements.${parameter}`)}`,
        }))}
        onChange={setMode}
      />
      <p className={styles['hint']}>{t(`explore.elements.${mode}.hint`)}</p>
      <PeriodicTable
        label={t('explore.elements')}
        markOf={(symbol) => {
          const marked = markedAs(symbol);
          return marked === undefined ? null : { ...SIGNS[marked], text: t(`explore.elements.${marked}`) };
        }}
        onChoose={choose}
      />
    </div>
  );
}
