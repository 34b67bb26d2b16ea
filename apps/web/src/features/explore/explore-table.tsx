'use client';
import { useRouter } from 'next/navigation';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Column, SortOrder } from '../../components/data-table';
import { DataTable } from '../../components/data-table';
import { useShortcuts } from '../../components/use-shortcuts';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';

interface ExploreTableProps<Row> {
  readonly caption: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly sort: SortOrder;
  readonly onSort: (sort: SortOrder) => void;
  /** Ids. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (row: Row) => void;
  readonly hrefOf: (row: Row) => string;
  readonly nameOf: (row: Row) => string;
}

/** The rows of a page: `j` and `k` walk, `x` selects, Enter opens. */
export function ExploreTable<Row extends { readonly id: string }>({
  caption,
  rows,
  columns,
  sort,
  onSort,
  selected,
  onSelect,
  hrefOf,
  nameOf,
}: ExploreTableProps<Row>) {
  const t = useTranslate();
  const router = useRouter();
  const root = useRef<HTMLDivElement>(null);
  const [marked, setMarked] = useState<string | null>(null);
  const place = rows.findIndex(({ id }) => id === marked);
  const row = rows[place];
  const step = (by: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, place < 0 ? 0 : place + by))];
    if (next !== undefined) setMarked(next.id);
  };
  useShortcuts({
    j: () => step(1),
    k: () => step(-1),
    ...(row !== undefined && { x: () => onSelect(row), Enter: () => router.push(hrefOf(row)) }),
  });
  useEffect(() => {
    root.current?.querySelector('tr[data-marked="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [marked]);

  const withSelection = useMemo(
    (): readonly Column<Row>[] => [
      {
        id: 'select',
        heading: <span className="visually-hidden">{t('explore.select')}</span>,
        cell: (shown) => (
          <label className={styles['select']} onClick={(event) => event.stopPropagation()}>
            <input
              type="checkbox"
              checked={selected.has(shown.id)}
              aria-label={t('explore.select.row', { name: nameOf(shown) })}
              onChange={() => onSelect(shown)}
            />
          </label>
        ),
      },
      ...columns,
    ],
    [columns, selected, onSelect, nameOf, t],
  );
  return (
    <div ref={root} className={styles['rows']}>
      <DataTable
        caption={caption}
        columns={withSelection}
        rows={rows}
        keyOf={({ id }) => id}
        sort={sort}
        onSort={onSort}
        onRowClick={(clicked) => window.getSelection()?.isCollapsed !== false && router.push(hrefOf(clicked))}
        markedKey={marked}
      />
    </div>
  );
}
