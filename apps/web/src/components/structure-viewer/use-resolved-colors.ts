'use client';
import type { RefObject } from 'react';
import { useEffect, useState } from 'react';

/** Of the palette, as WebGL can use them. */
export interface ResolvedColors {
  readonly line: string;
  readonly accent: string;
  readonly ink: string;
  readonly surface: string;
}

const FALLBACK: ResolvedColors = { line: '#888888', accent: '#1d8a98', ink: '#1a1c1e', surface: '#ffffff' };

/** Colors of the palette, kept in step with the theme. */
export function useResolvedColors(element: RefObject<HTMLElement | null>): ResolvedColors {
  const [colors, setColors] = useState(FALLBACK);
  useEffect(() => {
    const read = () => {
      if (element.current === null) return;
      const probe = document.createElement('span');
      element.current.append(probe);
      const resolve = (variable: string): string => {
        probe.style.color = `var(${variable})`;
        return getComputedStyle(probe).color;
      };
      setColors({ line: resolve('--line-strong'), accent: resolve('--accent'), ink: resolve('--ink'), surface: resolve('--surface') });
      probe.remove();
    };
    read();
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    const observer = new MutationObserver(read);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    scheme.addEventListener('change', read);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', read);
    };
  }, [element]);
  return colors;
}
