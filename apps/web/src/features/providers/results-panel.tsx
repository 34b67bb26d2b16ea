'use client';
import { useMemo, useState } from 'react';
import { Chip } from '../../components/chip';
import type { Column, SortOrder } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import { reportedValues } from './energy-text';
import type { ResultRow, Search } from './provider-types';
import styles from './providers-view.module.css';

const SORT_VALUES: { readonly [column: string]: (row: ResultRow) => number | string } = {
  formula: (row) => row.formula,
  spaceGroup: (row) => row.spaceGroup.number,
  prototype: (row) => row.prototype,
  nsites: (row) => row.numberOfSites,
  volumePerAtom: (row) => row.volumePerAtom,
  provider: (row) => row.providerId,
};

/** The crystals of all providers in one table; formula and symmetry are our own, energies as reported. */
export function ResultsPanel({ search, results }: { search: Search; results: readonly ResultRow[] }) {
  const { t } = useLanguage();
  const columns = useResultColumns();
  const [sort, setSort] = useState<SortOrder | null>(null);
  const shown = useMemo(() => {
    const valueOf = sort === null ? undefined : SORT_VALUES[sort.column];
    if (sort === null || valueOf === undefined) return results;
    const sign = sort.direction === 'ascending' ? 1 : -1;
    return results.toSorted((one, other) => sign * (valueOf(one) < valueOf(other) ? -1 : valueOf(one) > valueOf(other) ? 1 : 0));
  }, [results, sort]);
  const isEmpty = search.isDone && results.length === 0;
  const saidNo = search.answers.every(({ state, found, isTruncated }) => state === 'OK' && found === 0 && !isTruncated);
  return (
    <Panel title={t('providers.results')} note={t('providers.results.note', { count: results.length })} isFlush>
      {results.length > 0 && (
        <DataTable
          caption={t('providers.results')}
          columns={columns}
          rows={shown}
          keyOf={({ id }) => id}
          onSort={setSort}
          {...(sort !== null && { sort })}
        />
      )}
      {isEmpty && <Message title={t(saidNo ? 'providers.results.none' : 'providers.results.unknown')} />}
      {!search.isDone && results.length === 0 && <Message title={t('providers.results.waiting')} />}
    </Panel>
  );
}

function useResultColumns(): readonly Column<ResultRow>[] {
  const { t, locale } = useLanguage();
  return useMemo(
    (): Column<ResultRow>[] => [
      { id: 'formula', heading: t('col.formula'), isRowHeading: true, isSortable: true, cell: (row) => <Formula text={row.formula} /> },
      { id: 'spaceGroup', heading: t('col.spaceGroup'), isSortable: true, cell: (row) => <SpaceGroupSymbol {...row.spaceGroup} /> },
      { id: 'prototype', heading: t('col.prototype'), isSortable: true, cell: (row) => <code>{row.prototype}</code> },
      { id: 'nsites', heading: t('col.nsites'), align: 'end', isSortable: true, cell: (row) => row.numberOfSites },
      {
        id: 'volumePerAtom',
        heading: t('col.volumePerAtom'),
        unit: 'Å³/atom',
        align: 'end',
        isSortable: true,
        cell: (row) => <Quantity bare kind="volume" value={row.volumePerAtom} />,
      },
      { id: 'provider', heading: t('providers.provider'), isSortable: true, cell: (row) => <Chip tone="plain">{row.providerId}</Chip> },
      {
        id: 'entry',
        heading: t('providers.entry'),
        cell: (row) => (
          <a href={row.entryUrl} target="_blank" rel="noreferrer">
            {row.entryId}
          </a>
        ),
      },
      {
        id: 'energies',
        heading: t('providers.energies'),
        cell: (row) => (
          <span className={styles['energies']}>
            {reportedValues(row.energies, locale).map(({ name, text }) => (
              <span key={name}>
                <code>{name}</code> {text}
              </span>
            ))}
          </span>
        ),
      },
      { id: 'retrieved', heading: t('providers.retrieved'), cell: (row) => formatDateTime(row.retrievedAt, locale) },
    ],
    [t, locale],
  );
}
