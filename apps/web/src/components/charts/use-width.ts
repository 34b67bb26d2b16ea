'use client';
import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';

/** Pixels, until the real width is known. */
const FIRST_WIDTH = 620;

/** The width of an element in pixels, so that a chart is drawn to fit and its text is never scaled. */
export function useWidth<Target extends HTMLElement>(): [RefObject<Target | null>, number] {
  const element = useRef<Target>(null);
  const [width, setWidth] = useState(FIRST_WIDTH);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
