'use client';
import type { PredictionSymmetryProposalsQuery } from '@kessho/schema/generated/graphql';
import { PredictionSymmetryProposalsDocument } from '@kessho/schema/generated/graphql';
import { useEffect, useState } from 'react';
import { DataTable } from '../../components/data-table';
import { Panel } from '../../components/panel';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import styles from './prediction-view.module.css';

type Proposal = NonNullable<PredictionSymmetryProposalsQuery['prediction']>['symmetryProposals']['edges'][number]['node'];

interface WyckoffPanelProps {
  readonly id: string;
  /** As the assignments name them: by rising atomic number. */
  readonly elements: readonly string[];
  /** Whether the proposals are made; before that there is nothing to ask for. */
  readonly isProposed: boolean;
  /** Space group the page is filtered by; null shows the likeliest assignments of all. */
  readonly filter: number | null;
}

/** Groups asked for, the likeliest first: beyond them nothing is likely. */
const ASKED = 50;
const SHOWN = 10;

/** On which Wyckoff positions the elements are placed: of the chosen space group, or the likeliest of all. */
export function WyckoffPanel({ id, elements, isProposed, filter }: WyckoffPanelProps) {
  const t = useTranslate();
  const proposals = useProposals(id, isProposed);
  const title = t('prediction.wyckoff');
  const assignments = (proposals === 'failed' ? [] : proposals)
    .filter(({ spaceGroup }) => filter === null || spaceGroup.number === filter)
    .flatMap(({ spaceGroup, probability, assignments: all }) =>
      all.map((assignment) => ({ ...assignment, spaceGroup, joint: probability * assignment.probability })),
    )
    .sort((one, other) => other.joint - one.joint);
  const shown = assignments.slice(0, SHOWN);
  if (shown.length === 0)
    return (
      <Panel title={title}>
        <p className={styles['empty']} role="status">
          {t(proposals === 'failed' ? 'prediction.wyckoff.failed' : 'prediction.wyckoff.none')}
        </p>
      </Panel>
    );
  return (
    <Panel title={title} note={t('prediction.wyckoff.note', { shown: shown.length, count: assignments.length })} isFlush>
      <DataTable
        caption={title}
        rows={shown}
        keyOf={({ spaceGroup, letters, formulaUnits }) => `${spaceGroup.number} ${formulaUnits} ${letters.map((of) => of.join('')).join(' ')}`}
        columns={[
          { id: 'group', heading: t('col.spaceGroup'), isRowHeading: true, cell: ({ spaceGroup }) => <SpaceGroupSymbol {...spaceGroup} /> },
          { id: 'units', heading: <span title={t('prediction.wyckoff.units')}>Z</span>, align: 'end', cell: ({ formulaUnits }) => formulaUnits },
          ...elements.map((element, place) => ({
            id: element,
            heading: element,
            cell: ({ letters }: (typeof shown)[number]) => <code>{letters[place]?.join(' ')}</code>,
          })),
          {
            id: 'share',
            heading: <span title={t('prediction.wyckoff.share')}>{t('prediction.wyckoff.inGroup')}</span>,
            align: 'end',
            cell: ({ probability }) => <Quantity kind="probability" value={probability} />,
          },
          { id: 'joint', heading: t('col.probability'), align: 'end', cell: ({ joint }) => <Quantity kind="probability" value={joint} /> },
        ]}
      />
    </Panel>
  );
}

/** Read beside the page, once there are any: they are long, and stand far down. */
function useProposals(id: string, isProposed: boolean): readonly Proposal[] | 'failed' {
  const [proposals, setProposals] = useState<readonly Proposal[] | 'failed'>([]);
  useEffect(() => {
    if (!isProposed) return undefined;
    let isWanted = true;
    void browserClient
      .query(PredictionSymmetryProposalsDocument, { id, first: ASKED })
      .toPromise()
      .then(({ data }) => isWanted && setProposals(data?.prediction?.symmetryProposals.edges.map(({ node }) => node) ?? 'failed'));
    return () => {
      isWanted = false;
    };
  }, [id, isProposed]);
  return proposals;
}
