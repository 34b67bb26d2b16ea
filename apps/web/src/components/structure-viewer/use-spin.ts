'use client';
import type { RefObject } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../use-reduced-motion';
import type { ViewControl } from './view-control';

/** Radians a second: a turn in twenty seconds. */
const SPIN_SPEED = Math.PI / 10;

export interface Spin {
  readonly isSpinning: boolean;
  /** Null where the visitor wants no motion. */
  readonly toggle: (() => void) | null;
}

/** A crystal that turns by itself once it is told to, and never where the visitor wants no motion. */
export function useSpin(view: Pick<RefObject<ViewControl | null>, 'current'>): Spin {
  const [isWanted, setWanted] = useState(false);
  const isStill = useReducedMotion();
  const isSpinning = isWanted && !isStill;
  const target = useRef(view);
  useEffect(() => {
    target.current = view;
  });
  useEffect(() => {
    if (!isSpinning) return undefined;
    let last = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      target.current.current?.turnBy(((now - last) / 1000) * SPIN_SPEED, 0);
      last = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isSpinning]);
  return { isSpinning, toggle: isStill ? null : () => setWanted(!isWanted) };
}
