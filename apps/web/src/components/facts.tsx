import type { ReactNode } from 'react';
import { Fragment } from 'react';
import styles from './facts.module.css';

/** Terms with their values; a value of `null` leaves its line out. */
export function Facts({ rows }: { rows: readonly { readonly term: ReactNode; readonly value: ReactNode }[] }) {
  return (
    <dl className={styles['facts']}>
      {rows
        .filter(({ value }) => value !== null)
        .map(({ term, value }, index) => (
          <Fragment key={index}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </Fragment>
        ))}
    </dl>
  );
}
