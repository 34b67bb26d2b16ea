'use client';
import Link from 'next/link';
import { useMemo } from 'react';
import type { Column } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { crystalSystemOf } from '../../format/crystal-system';
import { formatDateTime } from '../../format/format-time';
import { useLanguage } from '../../i18n/use-translate';
import { MATERIAL_ORDERS } from './explore-view';
import type { MaterialRow } from './load-explore-page';

/** Shown without a choice. */
export const FIRST_MATERIAL_COLUMNS: readonly string[] = [
  'formula',
  'sourceId',
  'spaceGroup',
  'energyAboveHull',
  'formationEnergy',
  'scheme',
  'bandGap',
  'nsites',
  'density',
  'volumePerAtom',
  'prototype',
];

/** Every column a list of materials can have; sortable where the API has an order. */
export function useMaterialColumns(): readonly Column<MaterialRow>[] {
  const { locale, t } = useLanguage();
  return useMemo(() => {
    const columns: readonly Column<MaterialRow>[] = [
      {
        id: 'formula',
        heading: t('col.formula'),
        isRowHeading: true,
        cell: (row) => (
          <Link href={`/materials/${row.id}`} prefetch={false}>
            <Formula text={row.formula} />
          </Link>
        ),
      },
      { id: 'sourceId', heading: t('explore.id'), cell: ({ sourceId }) => sourceId },
      { id: 'source', heading: t('explore.source'), cell: ({ source }) => source },
      { id: 'numberOfElements', heading: t('explore.nelements'), align: 'end', cell: (row) => row.numberOfElements },
      {
        id: 'spaceGroup',
        heading: t('col.spaceGroup'),
        cell: ({ spaceGroup }) => (spaceGroup ? <SpaceGroupSymbol {...spaceGroup} /> : <Quantity value={null} kind="length" />),
      },
      {
        id: 'crystalSystem',
        heading: t('col.crystalSystem'),
        cell: ({ spaceGroup }) => spaceGroup && t(`system.${crystalSystemOf(spaceGroup.number)}`),
      },
      {
        id: 'energyAboveHull',
        heading: t('col.energyAboveHull'),
        unit: 'meV/atom',
        align: 'end',
        cell: (row) => <Quantity bare kind="smallEnergyPerAtom" value={row.energyAboveHull} />,
      },
      {
        id: 'formationEnergy',
        heading: t('col.formationEnergy'),
        unit: 'eV/atom',
        align: 'end',
        cell: (row) => <Quantity bare kind="energyPerAtom" value={row.formationEnergyPerAtom} />,
      },
      { id: 'functional', heading: t('models.functional'), cell: ({ functional }) => functional },
      { id: 'scheme', heading: t('explore.scheme'), cell: ({ correctionScheme }) => correctionScheme },
      { id: 'bandGap', heading: t('explore.bandGap'), unit: 'eV', align: 'end', cell: (row) => <Quantity bare kind="bandGap" value={row.bandGap} /> },
      { id: 'nsites', heading: t('col.nsites'), align: 'end', cell: (row) => row.numberOfSites ?? <Quantity value={null} kind="length" /> },
      {
        id: 'density',
        heading: t('structure.lattice.density'),
        unit: 'g/cm³',
        align: 'end',
        cell: (row) => <Quantity bare kind="density" value={row.density} />,
      },
      {
        id: 'volumePerAtom',
        heading: t('col.volumePerAtom'),
        unit: 'Å³/atom',
        align: 'end',
        cell: (row) => <Quantity bare kind="volume" value={row.volumePerAtom} />,
      },
      { id: 'prototype', heading: t('col.prototype'), cell: ({ prototype }) => <code>{prototype}</code> },
      {
        id: 'made',
        heading: t('explore.made'),
        cell: ({ isTheoretical }) => (isTheoretical === null ? '' : isTheoretical ? t('explore.made.no') : t('explore.made.yes')),
      },
      { id: 'license', heading: t('models.license'), cell: ({ license }) => license },
      {
        id: 'importedAt',
        heading: t('explore.importedAt'),
        cell: ({ importedAt }) => importedAt !== null && formatDateTime(importedAt, locale),
      },
    ];
    return columns.map((column) => ({ ...column, isSortable: column.id in MATERIAL_ORDERS }));
  }, [t, locale]);
}
