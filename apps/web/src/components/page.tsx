import type { ReactNode } from 'react';
import styles from './page.module.css';

/** A page under its heading, with a sentence on what it is for. */
export function Page({ title, lead, children }: { title: ReactNode; lead: ReactNode; children: ReactNode }) {
  return (
    <div className={styles['page']}>
      <header>
        <h1>{title}</h1>
        <p className={styles['lead']}>{lead}</p>
      </header>
      {children}
    </div>
  );
}
