'use client';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { buttonClass } from './button';
import styles from './menu.module.css';

/** A button that opens a small sheet beneath it: closed by Escape and by going elsewhere. */
export function Menu({ label, children }: { label: ReactNode; children: ReactNode }) {
  const root = useRef<HTMLDetailsElement>(null);
  const close = () => root.current?.removeAttribute('open');
  useEffect(() => {
    const closeOutside = ({ target }: PointerEvent) => target instanceof Node && root.current?.contains(target) === false && close();
    document.addEventListener('pointerdown', closeOutside);
    return () => document.removeEventListener('pointerdown', closeOutside);
  }, []);
  return (
    <details
      ref={root}
      className={styles['menu']}
      onBlur={({ currentTarget, relatedTarget }) => relatedTarget !== null && !currentTarget.contains(relatedTarget) && close()}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        root.current?.querySelector('summary')?.focus();
      }}
    >
      <summary className={buttonClass({ size: 'small' })}>{label}</summary>
      <div className={styles['sheet']}>{children}</div>
    </details>
  );
}
