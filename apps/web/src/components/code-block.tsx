'use client';
import styles from './code-block.module.css';
import { CopyButton } from './copy-button';

/** A piece of code to take along. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className={styles['block']}>
      <pre tabIndex={0} aria-label={label} role="region">
        <code>{code}</code>
      </pre>
      <div className={styles['copy']}>
        <CopyButton text={code} />
      </div>
    </div>
  );
}
