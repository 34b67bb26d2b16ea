'use client';
import type { PointerEvent } from 'react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useReducedMotion } from '../../use-reduced-motion';
import type { Turn } from './place-phases';

/** Degrees a pixel of dragging turns. */
const DRAG_DEGREES = 0.5;
/** Degrees a second, while it turns by itself. */
const SPIN_DEGREES = 18;
/** Milliseconds without a movement, after which the turn is worth keeping. */
const SETTLED_MS = 300;

export interface Turning {
  readonly turn: Turn;
  readonly by: (yaw: number, pitch: number) => void;
  readonly isSpinning: boolean;
  /** Null where the visitor wants no motion. */
  readonly setSpinning: ((isSpinning: boolean) => void) | null;
  /** For the picture; marks are pressed, not dragged. */
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<SVGSVGElement>) => void;
    readonly onPointerMove: (event: PointerEvent<SVGSVGElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

const turned = ({ yaw, pitch }: Turn, byYaw: number, byPitch: number): Turn => ({
  yaw: (yaw + byYaw) % 360,
  pitch: Math.min(90, Math.max(-90, pitch + byPitch)),
});

/** A picture that is turned by dragging, by steps, or by itself. @param onSettle told of a turn once it rests */
export function useTurn(first: Turn, onSettle: (turn: Turn) => void): Turning {
  const [turn, setTurn] = useState(first);
  const [isSpinning, setSpinning] = useState(false);
  const isStill = useReducedMotion();
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const settle = useRef(onSettle);
  const isMoved = useRef(false);
  useEffect(() => {
    settle.current = onSettle;
  });
  const by = useCallback((yaw: number, pitch: number) => {
    isMoved.current = true;
    setTurn((before) => turned(before, yaw, pitch));
  }, []);
  useEffect(() => {
    if (!isMoved.current) return undefined;
    const timer = setTimeout(() => settle.current({ yaw: Math.round(turn.yaw), pitch: Math.round(turn.pitch) }), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [turn]);
  useEffect(() => {
    if (!isSpinning || isStill) return undefined;
    let last = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      by(((now - last) / 1000) * SPIN_DEGREES, 0);
      last = now;
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [isSpinning, isStill, by]);
  return {
    turn,
    by,
    isSpinning: isSpinning && !isStill,
    setSpinning: isStill ? null : setSpinning,
    handlers: {
      onPointerDown: ({ clientX, clientY, currentTarget, pointerId, target }) => {
        if (target instanceof Element && target.closest('[data-mark]') !== null) return;
        drag.current = { x: clientX, y: clientY };
        currentTarget.setPointerCapture(pointerId);
      },
      onPointerMove: ({ clientX, clientY }) => {
        const last = drag.current;
        if (last === null) return;
        drag.current = { x: clientX, y: clientY };
        by((clientX - last.x) * DRAG_DEGREES, -(clientY - last.y) * DRAG_DEGREES);
      },
      onPointerUp: () => (drag.current = null),
      onPointerCancel: () => (drag.current = null),
    },
  };
}
