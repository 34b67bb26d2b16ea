'use client';
import { ExploreMaterialsDocument, ExploreStructuresDocument } from '@kessho/schema/generated/graphql';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { Button, buttonClass } from '../../components/button';
import { CopyAs } from '../../components/copy-as';
import { Segmented } from '../../components/segmented';
import { useTranslate } from '../../i18n/use-translate';
import { BibliographyButton } from './bibliography-button';
import { ElementFilter } from './element-filter';
import { MaterialResults, PredictedResults } from './explore-results';
import { materialVariables, predictionVariables } from './explore-variables';
import { KINDS, kindOf } from './explore-view';
import styles from './explore.module.css';
import { FieldFilters } from './field-filters';
import { ELEMENT_PARAMETERS, FILTER_PARAMETERS, MATERIAL_PARAMETERS } from './filter-fields';
import type { ExploreAnswer } from './load-explore-page';
import { NoResults } from './no-results';
import { OptimadeFilter } from './optimade-filter';
import { SavedViews } from './saved-views';
import { SearchField } from './search-field';
import { useExploreAddress } from './use-explore-address';

/** All materials and all predicted structures, filtered, ordered and paged by the API. The address is the whole state. */
export function ExploreView({ answer, count }: { answer: ExploreAnswer; count: ReactNode }) {
  const t = useTranslate();
  const address = useExploreAddress();
  const { parameters, change, isPending } = address;
  const kind = kindOf(parameters);
  const isSet = (parameter: string) => (parameters.get(parameter) ?? '') !== '';
  const elementCount = ELEMENT_PARAMETERS.filter(isSet).length;
  const active = FILTER_PARAMETERS.filter((parameter) => isSet(parameter) && (kind === 'materials' || !MATERIAL_PARAMETERS.includes(parameter)));
  const fieldCount = active.filter((parameter) => !['q', 'filter', ...ELEMENT_PARAMETERS].includes(parameter)).length;
  const [isElementsOpen, setElementsOpen] = useState(elementCount > 0);
  const [isFieldsOpen, setFieldsOpen] = useState(fieldCount > 0);
  const [isOptimadeOpen, setOptimadeOpen] = useState(isSet('filter'));
  const clear = () => change(Object.fromEntries(FILTER_PARAMETERS.map((parameter) => [parameter, null])));
  const chooseKind = (next: (typeof KINDS)[number]) => change({ kind: next === KINDS[0] ? null : next, sort: null, cols: null });
  const toggle = (label: string, count: number, isOpen: boolean, set: (isOpen: boolean) => void) => (
    <Button aria-expanded={isOpen} onClick={() => set(!isOpen)}>
      {label}
      {count > 0 && <span className={styles['count']}>{count}</span>} <span aria-hidden="true">{isOpen ? '▴' : '▾'}</span>
    </Button>
  );
  const request =
    kind === 'materials'
      ? { document: ExploreMaterialsDocument, variables: materialVariables(parameters) }
      : { document: ExploreStructuresDocument, variables: predictionVariables(parameters) };
  const isShown = answer.kind === kind;

  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <h1>{t('explore.title')}</h1>
        <Segmented
          label={t('explore.kind')}
          value={kind}
          options={KINDS.map((value) => ({ value, label: t(`explore.kind.${value}`) }))}
          onChange={chooseKind}
        />
        <div className={styles['headActions']}>
          <SavedViews address={address} />
          {isShown && (
            <a className={buttonClass({ size: 'small' })} href={`/explore/export?${parameters.toString()}`} download title={t('explore.export.hint')}>
              {t('explore.export')}
            </a>
          )}
          {answer.kind === 'materials' && answer.rows.length > 0 && <BibliographyButton ids={answer.rows.map(({ id }) => id)} />}
        </div>
      </header>
      <section className={styles['filter']} aria-label={t('explore.filter')}>
        <div className={styles['filterLine']}>
          <SearchField text={parameters.get('q') ?? ''} kind={kind} onCommit={(q) => change({ q })} />
          <div className={styles['toggles']}>
            {toggle(t('explore.elements'), elementCount, isElementsOpen, setElementsOpen)}
            {toggle(t('explore.filters'), fieldCount, isFieldsOpen, setFieldsOpen)}
            {toggle('OPTIMADE', isSet('filter') ? 1 : 0, isOptimadeOpen, setOptimadeOpen)}
            {active.length > 0 && (
              <Button variant="quiet" onClick={clear}>
                {t('explore.clear')}
              </Button>
            )}
          </div>
        </div>
        {isElementsOpen && <ElementFilter address={address} />}
        {isFieldsOpen && <FieldFilters address={address} kind={kind} />}
        {isOptimadeOpen && <OptimadeFilter address={address} />}
      </section>
      <div className={isPending ? styles['pending'] : undefined} aria-busy={isPending}>
        {answer.kind === 'mistaken' || answer.kind === 'refused' || answer.rows.length === 0 ? (
          <NoResults answer={answer} kind={kind} isFiltered={active.length > 0} onClear={clear} onFirstPage={() => change({ after: null })} />
        ) : answer.kind === 'materials' ? (
          <MaterialResults {...answer} address={address} count={count} />
        ) : (
          <PredictedResults {...answer} address={address} count={count} />
        )}
      </div>
      {isShown && <CopyAs requests={[request]} />}
    </div>
  );
}
