'use client';
import type { Column } from '../../components/data-table';
import { Menu } from '../../components/menu';
import { useTranslate } from '../../i18n/use-translate';
import styles from './explore.module.css';

interface ColumnMenuProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly shown: readonly string[];
  readonly first: readonly string[];
  /** What stands in the address; null for the columns one has without a choice. */
  readonly onChange: (text: string | null) => void;
}

/** Columns to show. The row heading stays: it is the link. */
export function ColumnMenu<Row>({ columns, shown, first, onChange }: ColumnMenuProps<Row>) {
  const t = useTranslate();
  const toggle = (id: string) => {
    const next = columns.map((column) => column.id).filter((other) => (other === id) !== shown.includes(other));
    const isFirst = next.length === first.length && next.every((other) => first.includes(other));
    onChange(isFirst ? null : next.join(','));
  };
  return (
    <Menu label={t('explore.columns')}>
      <ul className={styles['columns']}>
        {columns
          .filter(({ isRowHeading }) => isRowHeading !== true)
          .map(({ id, heading }) => (
            <li key={id}>
              <label>
                <input type="checkbox" checked={shown.includes(id)} onChange={() => toggle(id)} /> {heading}
              </label>
            </li>
          ))}
      </ul>
    </Menu>
  );
}

/** Ids in the address, in the order of the table; the row heading always. */
export const shownColumns = <Row,>(text: string | null, columns: readonly Column<Row>[], first: readonly string[]): readonly string[] => {
  const wanted = text === null ? first : text.split(',');
  return columns.filter(({ id, isRowHeading }) => isRowHeading === true || wanted.includes(id)).map(({ id }) => id);
};
