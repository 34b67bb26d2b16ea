'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import type { Column } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { formatLikelihood } from '../../format/format-likelihood';
import { useLanguage } from '../../i18n/use-translate';
import type { RankedRow } from './prediction-types';
import styles from './prediction-view.module.css';
import type { ChosenRanks } from './use-chosen-ranks';

/** By what a row is sorted in each sortable column; null, for "not computed", comes last in both directions. */
export const SORT_VALUES: { readonly [column: string]: (row: RankedRow) => number | string | null } = {
  rank: (row) => row.rank,
  spaceGroup: (row) => row.spaceGroup?.number ?? null,
  prototype: (row) => row.prototype,
  energyAboveHull: (row) => row.stability?.energyAboveHull ?? null,
  formationEnergy: (row) => row.stability?.formationEnergyPerAtom ?? null,
  energyRank: (row) => row.energyRank,
  likelihood: (row) => row.candidate.likelihood,
  probability: (row) => row.probability,
  volumePerAtom: (row) => row.volumePerAtom,
  nsites: (row) => row.numberOfSites,
};

/** The columns of the ranking. Energy and likelihood stand side by side, since the order comes from both. */
export function useRankedColumns(formula: string, choice: ChosenRanks): readonly Column<RankedRow>[] {
  const { locale, t } = useLanguage();
  return useMemo(
    (): Column<RankedRow>[] => [
      {
        id: 'chosen',
        heading: <span className="visually-hidden">{t('col.chosen')}</span>,
        cell: (row) => (
          <input
            type="checkbox"
            className={styles['check']}
            aria-label={t('prediction.choose', { rank: row.rank ?? 0 })}
            title={t('prediction.chooseHint')}
            checked={choice.isChosen(row)}
            disabled={choice.isFull && !choice.isChosen(row)}
            onClick={(event) => event.stopPropagation()}
            onChange={() => choice.toggle(row)}
          />
        ),
      },
      { id: 'rank', heading: t('col.rank'), align: 'end', isSortable: true, cell: (row) => row.rank },
      {
        id: 'formula',
        heading: t('col.formula'),
        isRowHeading: true,
        cell: (row) => (
          <Link href={`/structures/${row.id}`} prefetch={false} data-row-link>
            <Formula text={formula} />
          </Link>
        ),
      },
      { id: 'spaceGroup', heading: t('col.spaceGroup'), isSortable: true, cell: (row) => row.spaceGroup && <SpaceGroupSymbol {...row.spaceGroup} /> },
      {
        id: 'energyAboveHull',
        heading: t('col.energyAboveHull'),
        unit: 'meV/atom',
        align: 'end',
        isSortable: true,
        cell: (row) => <Quantity bare kind="smallEnergyPerAtom" value={row.stability?.energyAboveHull} />,
      },
      { id: 'energyRank', heading: t('col.energyRank'), align: 'end', isSortable: true, cell: (row) => row.energyRank },
      {
        id: 'likelihood',
        heading: t('col.likelihood'),
        align: 'end',
        isSortable: true,
        cell: (row) => formatLikelihood(row.candidate.likelihood, locale),
      },
      {
        id: 'probability',
        heading: t('col.probability'),
        align: 'end',
        isSortable: true,
        cell: (row) => <Quantity kind="probability" value={row.probability} />,
      },
      {
        id: 'formationEnergy',
        heading: t('col.formationEnergy'),
        unit: 'eV/atom',
        align: 'end',
        isSortable: true,
        cell: (row) => <Quantity bare kind="energyPerAtom" value={row.stability?.formationEnergyPerAtom} />,
      },
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
      { id: 'knownMatch', heading: t('col.knownMatch'), cell: (row) => row.knownMatch?.sourceId ?? '' },
      {
        id: 'origin',
        heading: t('col.origin'),
        cell: (row) => (
          <span className={styles['origin']}>
            <Origin candidate={row.candidate} formula={formula} />
          </span>
        ),
      },
    ],
    [t, locale, formula, choice],
  );
}

function Origin({ candidate: { generator, sourceFormula }, formula }: Pick<RankedRow, 'candidate'> & { readonly formula: string }) {
  const { t } = useLanguage();
  if (sourceFormula === formula) return t('origin.known');
  if (generator !== 'SUBSTITUTION') return t(`origin.${generator}`);
  const [before, after] = t('origin.SUBSTITUTION', { source: '\u0000' }).split('\u0000');
  return (
    <>
      {before}
      <Formula text={sourceFormula ?? '?'} />
      {after}
    </>
  );
}
