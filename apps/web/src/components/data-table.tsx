'use client';
import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './data-table.module.css';

export interface Column<Row> {
  readonly id: string;
  readonly heading: ReactNode;
  /** Shown beneath the heading; then the cells are bare numbers. */
  readonly unit?: string;
  readonly align?: 'start' | 'end';
  readonly isRowHeading?: boolean;
  readonly isSortable?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface SortOrder {
  readonly column: string;
  readonly direction: 'ascending' | 'descending';
}

interface DataTableProps<Row> {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly sort?: SortOrder;
  readonly onSort?: (sort: SortOrder) => void;
  readonly onRowClick?: (row: Row) => void;
  readonly markedKey?: string | null;
}

/** A real table: caption for screen readers, headings that sort, numbers to the right. */
export function DataTable<Row>({ caption, columns, rows, keyOf, sort, onSort, onRowClick, markedKey = null }: DataTableProps<Row>) {
  return (
    // Focusable, since a wide table is scrolled with the arrow keys.
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label={caption}>
      <table className={classes(styles['table'], onRowClick !== undefined && styles['clickable'])}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <HeadingCell key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} data-marked={keyOf(row) === markedKey} onClick={onRowClick && (() => onRowClick(row))}>
              {columns.map((column) => {
                const className = column.align === 'end' ? styles['end'] : undefined;
                return column.isRowHeading === true ? (
                  <th key={column.id} scope="row" className={className}>
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} className={className}>
                    {column.cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface HeadingCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: SortOrder | undefined;
  readonly onSort: ((sort: SortOrder) => void) | undefined;
}

function HeadingCell<Row>({ column, sort, onSort }: HeadingCellProps<Row>) {
  const className = column.align === 'end' ? styles['end'] : undefined;
  const unit = column.unit !== undefined && <span className={styles['unit']}>{column.unit}</span>;
  if (column.isSortable !== true || onSort === undefined) {
    return (
      <th scope="col" className={className}>
        {column.heading}
        {unit}
      </th>
    );
  }
  const direction = sort?.column === column.id ? sort.direction : null;
  const next = direction === 'ascending' ? 'descending' : 'ascending';
  return (
    <th scope="col" className={className} aria-sort={direction ?? 'none'}>
      <button
        type="button"
        className={styles['sort']}
        data-active={direction !== null}
        onClick={() => onSort({ column: column.id, direction: next })}
      >
        {column.heading}
        <span className={styles['arrow']} aria-hidden="true">
          {direction === 'ascending' ? '▲' : direction === 'descending' ? '▼' : ''}
        </span>
      </button>
      {unit}
    </th>
  );
}
