'use client';
import { ChartPanel } from '../../components/charts/chart-panel';
import type { SpaceGroupBar } from '../../components/charts/space-group-chart';
import { SpaceGroupChart } from '../../components/charts/space-group-chart';
import { DataTable } from '../../components/data-table';
import { Quantity } from '../../components/quantity';
import { SpaceGroupSymbol } from '../../components/space-group-symbol';
import { crystalSystemOf } from '../../format/crystal-system';
import { formatQuantity } from '../../format/format-quantity';
import { spaceGroupText } from '../../format/space-group-text';
import { useLanguage } from '../../i18n/use-translate';
import type { Prediction } from './prediction-types';
import styles from './prediction-view.module.css';

interface ProposalsPanelProps {
  readonly formula: string;
  readonly probabilities: Prediction['spaceGroupProbabilities'];
  readonly selected: number | null;
  readonly onSelect: (spaceGroupNumber: number | null) => void;
}

interface ProposalBar extends SpaceGroupBar {
  readonly impossibleBecause: string | null;
}

/** The proposed space groups as a chart that filters the ranking, and as a table that also says where nothing can be generated. */
export function ProposalsPanel({ formula, probabilities, selected, onSelect }: ProposalsPanelProps) {
  const { locale, t } = useLanguage();
  const title = t('prediction.proposals');
  let cumulative = 0;
  const bars = probabilities.map(({ spaceGroup, probability, impossibleBecause }): ProposalBar => {
    cumulative += probability;
    return { ...spaceGroup, probability, cumulative, impossibleBecause };
  });
  const [first] = bars;
  const chart =
    first === undefined ? (
      <p className={styles['empty']}>{t('prediction.proposals.empty')}</p>
    ) : (
      <SpaceGroupChart
        bars={bars}
        title={title}
        description={t('prediction.proposals.describe', {
          formula,
          first: spaceGroupText(first.symbol),
          probability: formatQuantity(first.probability, 'probability', locale),
        })}
        selected={selected}
        onSelect={onSelect}
      />
    );
  const table = (
    <DataTable
      caption={title}
      rows={bars}
      keyOf={({ number }) => String(number)}
      columns={[
        { id: 'spaceGroup', heading: t('col.spaceGroup'), isRowHeading: true, cell: (bar) => <SpaceGroupSymbol {...bar} /> },
        { id: 'system', heading: t('col.crystalSystem'), cell: ({ number }) => t(`system.${crystalSystemOf(number)}`) },
        {
          id: 'probability',
          heading: t('col.probability'),
          align: 'end',
          cell: ({ probability }) => <Quantity value={probability} kind="probability" />,
        },
        { id: 'cumulative', heading: t('col.cumulative'), align: 'end', cell: (bar) => <Quantity value={bar.cumulative} kind="probability" /> },
        { id: 'reason', heading: t('col.impossible'), cell: ({ impossibleBecause }) => impossibleBecause ?? '' },
      ]}
    />
  );
  return (
    <ChartPanel
      title={title}
      note={t('prediction.proposals.filterHint')}
      chart={chart}
      table={table}
      {...(first && { fileStem: `${formula}-space-groups` })}
    />
  );
}
