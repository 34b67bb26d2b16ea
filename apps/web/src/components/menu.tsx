'use client';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { buttonClass } from './button';
import styles from './menu.module.css';

interface MenuProps {
  readonly label: ReactNode;
  /** The button stands at the right, so that also on a narrow screen the sheet ends where the button does. */
  readonly isAtEnd?: boolean;
  readonly children: ReactNode;
}

/** A button that opens a small sheet beneath it: closed by Escape and by going elsewhere. */
export function Menu({ label, isAtEnd = false, children }: MenuProps) {
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
      data-end={isAtEnd}
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
