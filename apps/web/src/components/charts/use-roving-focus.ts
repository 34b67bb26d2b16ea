'use client';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';

const STEPS: { readonly [key: string]: number } = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

interface RovingFocus {
  readonly tabIndexOf: (index: number) => 0 | -1;
  /** For the element around the marks, each of which carries `data-mark`. */
  readonly onKeyDown: (event: KeyboardEvent<SVGElement>) => void;
}

/** One stop of the tab key for all marks of a chart; arrows, Home and End move among them. */
export function useRovingFocus(count: number): RovingFocus {
  const [current, setCurrent] = useState(0);
  return {
    tabIndexOf: (index) => (index === Math.min(current, count - 1) ? 0 : -1),
    onKeyDown: (event) => {
      const ends: { readonly [key: string]: number } = { Home: 0, End: count - 1 };
      const step = STEPS[event.key];
      const next = step === undefined ? ends[event.key] : Math.min(count - 1, Math.max(0, current + step));
      if (next === undefined) return;
      event.preventDefault();
      setCurrent(next);
      event.currentTarget.querySelectorAll<SVGElement>('[data-mark]')[next]?.focus();
    },
  };
}
