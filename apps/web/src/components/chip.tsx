import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './chip.module.css';

export type ChipTone = 'neutral' | 'running' | 'good' | 'warn' | 'bad' | 'plain';

/** A short word on a state. Its color repeats what the word says. */
export function Chip({ tone = 'neutral', children }: { tone?: ChipTone; children: ReactNode }) {
  return <span className={classes(styles['chip'], styles[tone])}>{children}</span>;
}
