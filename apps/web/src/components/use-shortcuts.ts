'use client';
import { useEffect, useRef } from 'react';

/** Milliseconds within which the second key of a sequence such as `g p` must come. */
const SEQUENCE_MS = 1000;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Enter and blank belong to what they press. */
const isPressing = ({ key, target }: KeyboardEvent): boolean =>
  (key === 'Enter' || key === ' ') && target instanceof Element && target.closest('a[href], button, summary, [role=button], [role=link]') !== null;

/** Run an action at a key, `?`, or at two keys in a row, `g p`. Silent while someone types, composes Japanese, or holds a modifier. */
export function useShortcuts(actions: { readonly [keys: string]: () => void }): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    let last = { key: '', time: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isPressing(event)) return;
      if (document.querySelector('dialog[open]') !== null) return;
      const sequence = event.timeStamp - last.time < SEQUENCE_MS ? `${last.key} ${event.key}` : '';
      last = { key: event.key, time: event.timeStamp };
      const action = latest.current[sequence] ?? latest.current[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
