import type { ReactNode } from 'react';
import { useId } from 'react';
import { classes } from './classes';
import styles from './panel.module.css';

interface PanelProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  /** The body fills the panel to its edges: tables, pictures. */
  readonly isFlush?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled region of a page. */
export function Panel({ title, note, actions, isFlush = false, className, children }: PanelProps) {
  const titleId = useId();
  return (
    <section className={classes(styles['panel'], className)} aria-labelledby={titleId}>
      <header className={styles['head']}>
        <h2 id={titleId}>{title}</h2>
        {note !== undefined && <span className={styles['note']}>{note}</span>}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </header>
      <div className={classes(styles['body'], isFlush && styles['flush'])}>{children}</div>
    </section>
  );
}
