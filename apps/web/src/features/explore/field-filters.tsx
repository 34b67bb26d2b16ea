'use client';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { CRYSTAL_SYSTEMS } from '../../format/crystal-system';
import type { MessageKey } from '../../i18n/en';
import { useTranslate } from '../../i18n/use-translate';
import type { ExploreKind } from './explore-view';
import styles from './explore.module.css';
import { MATERIAL_PARAMETERS, RANGE_FIELDS } from './filter-fields';
import type { RangeField } from './filter-fields';
import { readFilter } from './read-filter';
import { TextFilter } from './text-filter';
import type { ExploreAddress } from './use-explore-address';

interface TextField {
  readonly parameter: string;
  readonly label: MessageKey;
  readonly placeholder: string;
}

const TEXT_FIELDS: readonly TextField[] = [
  { parameter: 'sg', label: 'explore.spaceGroups', placeholder: '225,166' },
  { parameter: 'prototype', label: 'col.prototype', placeholder: 'AB_cF8_225_a_b' },
  { parameter: 'source', label: 'explore.source', placeholder: 'materials-project' },
  { parameter: 'scheme', label: 'explore.scheme', placeholder: 'Materials Project 2021' },
];

/** All filters but those of the search box and of the elements. A field that says nothing is marked. */
export function FieldFilters({ address: { parameters, change }, kind }: { address: ExploreAddress; kind: ExploreKind }) {
  const t = useTranslate();
  const mistaken = new Set(readFilter(parameters).mistakes.map(({ parameter }) => parameter));
  const isOffered = ({ parameter }: { readonly parameter: string }) => kind === 'materials' || !MATERIAL_PARAMETERS.includes(parameter);
  return (
    <div className={styles['fields']}>
      {RANGE_FIELDS.filter(isOffered).map((field) => (
        <RangeFilter
          key={field.parameter}
          field={field}
          text={parameters.get(field.parameter) ?? ''}
          isMistaken={mistaken.has(field.parameter)}
          onCommit={(text) => change({ [field.parameter]: text })}
        />
      ))}
      {TEXT_FIELDS.filter(isOffered).map(({ parameter, label, placeholder }) => (
        <Labeled key={parameter} label={t(label)}>
          {(id) => (
            <TextFilter
              id={id}
              className={styles['input']}
              placeholder={placeholder}
              value={parameters.get(parameter) ?? ''}
              aria-invalid={mistaken.has(parameter)}
              onCommit={(text) => change({ [parameter]: text.replaceAll(/\s*,\s*/g, ',') })}
            />
          )}
        </Labeled>
      ))}
      <Labeled label={t('col.crystalSystem')}>
        {(id) => (
          <select
            id={id}
            className={styles['input']}
            value={parameters.get('system') ?? ''}
            onChange={({ target }) => change({ system: target.value })}
          >
            <option value="">{t('explore.any')}</option>
            {CRYSTAL_SYSTEMS.map((system) => (
              <option key={system} value={system}>
                {t(`system.${system}`)}
              </option>
            ))}
          </select>
        )}
      </Labeled>
      {kind === 'materials' && (
        <Labeled label={t('explore.made')}>
          {(id) => (
            <select
              id={id}
              className={styles['input']}
              value={parameters.get('made') ?? ''}
              onChange={({ target }) => change({ made: target.value })}
            >
              <option value="">{t('explore.any')}</option>
              <option value="yes">{t('explore.made.yes')}</option>
              <option value="no">{t('explore.made.no')}</option>
            </select>
          )}
        </Labeled>
      )}
    </div>
  );
}

function Labeled({ label, children }: { label: ReactNode; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label className={styles['label']} htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}

interface RangeFilterProps {
  readonly field: RangeField;
  /** `2..4` */
  readonly text: string;
  readonly isMistaken: boolean;
  readonly onCommit: (text: string) => void;
}

function RangeFilter({ field: { label, unit }, text, isMistaken, onCommit }: RangeFilterProps) {
  const t = useTranslate();
  const [from = '', to = from] = text.split('..');
  const commit = (next: readonly [string, string]) => onCommit(next[0] === '' && next[1] === '' ? '' : next.join('..'));
  const name = unit === '' ? t(label) : `${t(label)} (${unit})`;
  const bounds = [
    { name: t('explore.from'), value: from, onCommit: (value: string) => commit([value, to]) },
    { name: t('explore.to'), value: to, onCommit: (value: string) => commit([from, value]) },
  ];
  return (
    <fieldset className={styles['field']}>
      <legend className={styles['label']}>
        {t(label)}
        {unit !== '' && <span className={styles['unit']}> {unit}</span>}
      </legend>
      <div className={styles['range']}>
        {bounds.map((bound) => (
          <TextFilter
            key={bound.name}
            className={styles['input']}
            inputMode="decimal"
            placeholder={bound.name}
            aria-label={`${name}: ${bound.name}`}
            aria-invalid={isMistaken}
            value={bound.value}
            onCommit={bound.onCommit}
          />
        ))}
      </div>
    </fieldset>
  );
}
