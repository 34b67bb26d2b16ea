'use client';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import { Button } from '../../components/button';
import type { SortOrder } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { Message } from '../../components/message';
import { Panel } from '../../components/panel';
import { useShortcuts } from '../../components/use-shortcuts';
import { useUrlState } from '../../components/use-url-state';
import { spaceGroupText } from '../../format/space-group-text';
import { useLanguage } from '../../i18n/use-translate';
import { BestFileButton } from './best-file-button';
import { DownloadLinks } from './download-links';
import type { RankedRow } from './prediction-types';
import { SORT_VALUES, useRankedColumns } from './ranked-columns';
import { CompareChosen } from './compare-chosen';
import { RankingReason } from './ranking-reason';
import { useChosenRanks } from './use-chosen-ranks';

interface RankedPanelProps {
  readonly predictionId: string;
  readonly formula: string;
  /** By rank. */
  readonly rows: readonly RankedRow[];
  /** Those of them that pass the filters. */
  readonly shown: readonly RankedRow[];
  readonly isFinal: boolean;
  /** Number of a space group, or null for all. */
  readonly filter: number | null;
  readonly onClearFilter: () => void;
  /** Whether a part of the energy-volume plot is chosen. */
  readonly isBrushed: boolean;
  readonly onClearBrush: () => void;
}

/** `rank`, `-energyAboveHull`: a minus for descending. */
const sortFromText = (text: string | null): SortOrder => {
  const column = (text ?? 'rank').replace('-', '');
  return { column: column in SORT_VALUES ? column : 'rank', direction: text?.startsWith('-') === true ? 'descending' : 'ascending' };
};

const sortRows = (rows: readonly RankedRow[], { column, direction }: SortOrder): RankedRow[] => {
  const valueOf = SORT_VALUES[column] ?? ((row: RankedRow) => row.rank);
  const sign = direction === 'ascending' ? 1 : -1;
  return rows.toSorted((first, second) => {
    const [one, other] = [valueOf(first), valueOf(second)];
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return sign * (one < other ? -1 : one > other ? 1 : 0);
  });
};

/** The ranked structures. Order, filters and choice stand in the address; `j`, `k` and Enter walk through the rows, `x` chooses one to compare. */
export function RankedPanel({
  predictionId,
  formula,
  rows,
  shown: unsorted,
  isFinal,
  filter,
  onClearFilter,
  isBrushed,
  onClearBrush,
}: RankedPanelProps) {
  const { t } = useLanguage();
  const router = useRouter();
  const choice = useChosenRanks(rows);
  const columns = useRankedColumns(formula, choice);
  const [sortText, setSortText] = useUrlState('sort');
  const [marked, setMarked] = useState<string | null>(null);
  const sort = sortFromText(sortText);
  const shown = useMemo(() => sortRows(unsorted, sortFromText(sortText)), [unsorted, sortText]);
  const step = (by: number) => {
    const place = shown.findIndex(({ id }) => id === marked);
    const next = shown[Math.min(shown.length - 1, Math.max(0, place < 0 ? 0 : place + by))];
    if (next !== undefined) setMarked(next.id);
  };
  const markedRow = shown.find(({ id }) => id === marked);
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ...(markedRow && { Enter: () => router.push(`/structures/${markedRow.id}`), x: () => choice.toggle(markedRow) }),
  });

  const [first, second] = rows;
  const filtered = filter === null ? null : rows.find((row) => row.spaceGroup?.number === filter)?.spaceGroup;
  return (
    <Panel
      title={t('prediction.ranked')}
      isFlush
      {...(rows.length > 0 && { note: t('prediction.ranked.count', { count: rows.length }) })}
      actions={
        <>
          {filter !== null && (
            <Button size="small" onClick={onClearFilter}>
              {t('prediction.ranked.filtered', { symbol: filtered ? spaceGroupText(filtered.symbol) : String(filter) })} —{' '}
              {t('prediction.ranked.clearFilter')}
            </Button>
          )}
          {first !== undefined && <BestFileButton id={first.id} />}
          {rows.length > 0 && <DownloadLinks predictionId={predictionId} />}
          {isBrushed && (
            <Button size="small" onClick={onClearBrush}>
              {t('prediction.ranked.brushed', { count: shown.length })} — {t('prediction.ranked.clearFilter')}
            </Button>
          )}
          <CompareChosen choice={choice} />
        </>
      }
    >
      {first !== undefined && second !== undefined && filter === null && !isBrushed && <RankingReason first={first} second={second} />}
      {shown.length > 0 ? (
        <DataTable
          caption={t('prediction.ranked')}
          columns={columns}
          rows={shown}
          keyOf={({ id }) => id}
          sort={sort}
          onSort={({ column, direction }) =>
            setSortText(column === 'rank' && direction === 'ascending' ? null : `${direction === 'descending' ? '-' : ''}${column}`)
          }
          onRowClick={({ id }) => window.getSelection()?.isCollapsed !== false && router.push(`/structures/${id}`)}
          markedKey={marked}
        />
      ) : isFinal || rows.length > 0 ? (
        <Message title={t('prediction.ranked.none')} hint={t('prediction.ranked.noneHint')} />
      ) : (
        <Message title={t('prediction.ranked.running')} hint={t('prediction.ranked.note')} />
      )}
    </Panel>
  );
}
