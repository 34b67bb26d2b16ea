'use client';
import { useMemo } from 'react';
import { useUrlState } from '../../components/use-url-state';
import type { RankedRow } from './prediction-types';

/** More cannot be compared side by side. */
const MOST_CHOSEN = 4;

export interface ChosenRanks {
  /** By rank. */
  readonly rows: readonly RankedRow[];
  readonly isFull: boolean;
  readonly isChosen: (row: RankedRow) => boolean;
  readonly toggle: (row: RankedRow) => void;
  readonly clear: () => void;
}

/** The rows chosen to be compared, by their ranks in the address: `chosen=1,3`. */
export function useChosenRanks(rows: readonly RankedRow[]): ChosenRanks {
  const [text, setText] = useUrlState('chosen');
  return useMemo(() => {
    const ranks = new Set((text ?? '').split(',').filter(Boolean).map(Number));
    const chosen = rows.filter(({ rank }) => rank !== null && ranks.has(rank)).slice(0, MOST_CHOSEN);
    const isChosen = (row: RankedRow): boolean => chosen.includes(row);
    const write = (next: readonly RankedRow[]) => setText(next.length === 0 ? null : next.map(({ rank }) => rank).join());
    return {
      rows: chosen,
      isFull: chosen.length >= MOST_CHOSEN,
      isChosen,
      toggle: (row) => {
        if (isChosen(row)) write(chosen.filter((other) => other !== row));
        else if (chosen.length < MOST_CHOSEN) write([...chosen, row]);
      },
      clear: () => setText(null),
    };
  }, [rows, text, setText]);
}
