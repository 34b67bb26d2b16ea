'use client';
import { SearchPhaseFileDocument } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { Button } from '../../components/button';
import type { Column } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Formula } from '../../components/formula';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { saveFile } from '../../components/save-file';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import type { Search } from './search-types';
import fields from '../../components/fields.module.css';

type Phase = Search['phases']['edges'][number]['node'];

/** The phases that were found, the best first, each with its crystal. */
export function PhasesPanel({ search: { phases, method } }: { search: Search }) {
  const t = useTranslate();
  const [failure, setFailure] = useState<string | null>(null);
  const rows = phases.edges.map(({ node }) => node);
  if (rows.length === 0) {
    return (
      <Panel title={t('search.phases')}>
        <Message title={t('search.nothingYet')} />
      </Panel>
    );
  }
  const lowest = Math.min(...rows.map(({ enthalpyPerAtom }) => enthalpyPerAtom));
  const isHull = method === 'HULL';
  const download = async (id: string) => {
    const { data, error } = await browserClient.query(SearchPhaseFileDocument, { id, format: 'CIF' }).toPromise();
    const file = data?.node?.__typename === 'SearchPhase' ? data.node.file : null;
    setFailure(file === null ? (error?.message ?? t('structure.download.failed')) : null);
    if (file !== null) saveFile(file);
  };
  const columns: Column<Phase>[] = [
    { id: 'rank', heading: t('col.rank'), align: 'end', cell: ({ rank }) => rank ?? '' },
    { id: 'formula', heading: t('col.formula'), isRowHeading: true, cell: ({ composition }) => <Formula text={composition.formula} /> },
    { id: 'group', heading: t('col.spaceGroup'), cell: ({ spaceGroup }) => (spaceGroup === null ? '' : <SpaceGroupSymbol {...spaceGroup} />) },
    {
      id: 'energy',
      heading: t(isHull ? 'search.aboveHull' : 'col.relativeEnergy'),
      unit: 'meV/atom',
      align: 'end',
      cell: ({ energyAboveHull, enthalpyPerAtom }) => (
        <Quantity bare kind="smallEnergyPerAtom" value={isHull ? energyAboveHull : enthalpyPerAtom - lowest} />
      ),
    },
    {
      id: 'known',
      heading: t('search.aboveKnown'),
      unit: 'meV/atom',
      align: 'end',
      cell: ({ energyAboveKnownHull }) => <Quantity bare kind="smallEnergyPerAtom" value={energyAboveKnownHull} />,
    },
    {
      id: 'volume',
      heading: t('col.volumePerAtom'),
      unit: 'Å³/atom',
      align: 'end',
      cell: ({ volumePerAtom }) => <Quantity bare kind="volume" value={volumePerAtom} />,
    },
    { id: 'prototype', heading: t('col.prototype'), cell: ({ prototype }) => <code>{prototype}</code> },
    { id: 'operator', heading: t('search.foundBy'), cell: ({ individual }) => t(`search.operator.${individual.operator}`) },
    { id: 'found', heading: t('search.foundAt'), align: 'end', cell: ({ foundAt }) => foundAt + 1 },
    { id: 'members', heading: t('search.members'), align: 'end', cell: ({ members }) => members },
    {
      id: 'file',
      heading: <span className="visually-hidden">{t('structure.download')}</span>,
      align: 'end',
      cell: ({ id, rank }) => (
        <Button size="small" aria-label={t('search.cifOf', { rank: rank ?? 0 })} onClick={() => void download(id)}>
          CIF
        </Button>
      ),
    },
  ];
  const hidden = phases.totalCount - rows.length;
  return (
    <Panel title={t('search.phases')} isFlush {...(hidden > 0 && { note: t('jobs.more', { count: hidden }) })}>
      {failure !== null && (
        <p className={fields['failure']} role="alert">
          {failure}
        </p>
      )}
      <DataTable caption={t('search.phases')} columns={columns} rows={rows} keyOf={({ id }) => id} />
    </Panel>
  );
}
