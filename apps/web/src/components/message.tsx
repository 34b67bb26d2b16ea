import type { ReactNode } from 'react';
import { classes } from './classes';
import styles from './message.module.css';

interface MessageProps {
  readonly title: ReactNode;
  readonly hint?: ReactNode;
  readonly tone?: 'empty' | 'error';
  /** The message is the whole page, so its title is the page's heading. */
  readonly isPage?: boolean;
  readonly children?: ReactNode;
}

/** An empty or failed state: what is so, why, and as children what to do next. */
export function Message({ title, hint, tone = 'empty', isPage = false, children }: MessageProps) {
  const Title = isPage ? 'h1' : 'p';
  return (
    <div className={classes(styles['message'], styles[tone], isPage && styles['page'])} role={tone === 'error' ? 'alert' : undefined}>
      <Title className={styles['title']}>{title}</Title>
      {hint !== undefined && <p className={styles['hint']}>{hint}</p>}
      {children !== undefined && <div className={styles['actions']}>{children}</div>}
    </div>
  );
}
