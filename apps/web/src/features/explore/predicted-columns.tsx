'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import type { Column } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { useTranslate } from '../../i18n/use-translate';
import { PREDICTION_ORDERS } from './explore-view';
import type { PredictedRow } from './load-explore-page';

/** Shown without a choice. */
export const FIRST_PREDICTED_COLUMNS: readonly string[] = [
  'formula',
  'rank',
  'spaceGroup',
  'energyAboveHull',
  'formationEnergy',
  'probability',
  'nsites',
  'density',
  'volumePerAtom',
  'prototype',
  'knownMatch',
];

/** Every column a list of predicted structures can have. */
export function usePredictedColumns(): readonly Column<PredictedRow>[] {
  const t = useTranslate();
  return useMemo(() => {
    const columns: readonly Column<PredictedRow>[] = [
      {
        id: 'formula',
        heading: t('col.formula'),
        isRowHeading: true,
        cell: (row) => (
          <Link href={`/structures/${row.id}`} prefetch={false}>
            <Formula text={row.composition.formula} />
          </Link>
        ),
      },
      { id: 'rank', heading: t('col.rank'), align: 'end', cell: ({ rank }) => rank },
      {
        id: 'spaceGroup',
        heading: t('col.spaceGroup'),
        cell: ({ spaceGroup }) => (spaceGroup ? <SpaceGroupSymbol {...spaceGroup} /> : <Quantity value={null} kind="length" />),
      },
      {
        id: 'energyAboveHull',
        heading: t('col.energyAboveHull'),
        unit: 'meV/atom',
        align: 'end',
        cell: ({ stability }) => <Quantity bare kind="smallEnergyPerAtom" value={stability?.energyAboveHull} />,
      },
      {
        id: 'formationEnergy',
        heading: t('col.formationEnergy'),
        unit: 'eV/atom',
        align: 'end',
        cell: ({ stability }) => <Quantity bare kind="energyPerAtom" value={stability?.formationEnergyPerAtom} />,
      },
      {
        id: 'energyPerAtom',
        heading: t('structure.energies.total'),
        unit: 'eV/atom',
        align: 'end',
        cell: ({ energyPerAtom }) => <Quantity bare kind="energyPerAtom" value={energyPerAtom} />,
      },
      {
        id: 'probability',
        heading: t('col.probability'),
        align: 'end',
        cell: ({ probability }) => <Quantity kind="probability" value={probability} />,
      },
      { id: 'nsites', heading: t('col.nsites'), align: 'end', cell: ({ numberOfSites }) => numberOfSites },
      {
        id: 'density',
        heading: t('structure.lattice.density'),
        unit: 'g/cm³',
        align: 'end',
        cell: ({ density }) => <Quantity bare kind="density" value={density} />,
      },
      {
        id: 'volumePerAtom',
        heading: t('col.volumePerAtom'),
        unit: 'Å³/atom',
        align: 'end',
        cell: ({ volumePerAtom }) => <Quantity bare kind="volume" value={volumePerAtom} />,
      },
      { id: 'prototype', heading: t('col.prototype'), cell: ({ prototype }) => <code>{prototype}</code> },
      { id: 'knownMatch', heading: t('col.knownMatch'), cell: ({ knownMatch }) => knownMatch?.sourceId ?? '' },
      {
        id: 'model',
        heading: t('models.potential'),
        cell: ({ stability }) => stability && `${stability.hull.energyModel.name} ${stability.hull.energyModel.version}`,
      },
      {
        id: 'prediction',
        heading: t('explore.prediction'),
        cell: ({ prediction }) => (
          <Link href={`/predictions/${prediction.id}`} prefetch={false}>
            {t('explore.prediction.open')}
          </Link>
        ),
      },
    ];
    return columns.map((column) => ({ ...column, isSortable: column.id in PREDICTION_ORDERS }));
  }, [t]);
}
