import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './stage-bars.module.css';

export interface StageBar {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly state: 'PENDING' | 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELLED';
  /** The state in words. */
  readonly stateText: ReactNode;
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
}

const share = ({ state, done, total }: StageBar): number => (state === 'DONE' ? 1 : total === 0 ? 0 : Math.min(1, done / total));

/** The stages of a long run in order, each with its bar. */
export function StageBars({ stages }: { stages: readonly StageBar[] }) {
  return (
    <ol className={styles['stages']}>
      {stages.map((stage) => (
        <li key={stage.id} className={classes(styles[stage.state])}>
          <div className={styles['head']}>
            <span className={styles['name']}>{stage.name}</span>
            <span className={styles['state']}>{stage.stateText}</span>
          </div>
          <div
            className={styles['track']}
            role="progressbar"
            aria-label={stage.name}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={Math.round(100 * share(stage))}
          >
            <div className={styles['bar']} style={{ width: `${100 * share(stage)}%` }} />
          </div>
          <p className={styles['what']}>{stage.description}</p>
        </li>
      ))}
    </ol>
  );
}
