'use client';
import { useEffect } from 'react';
import type { ViewControl } from './view-control';

/** Radians per pixel dragged. */
const DRAG_SPEED = 0.008;

/** One pointer turns, two pinch; the wheel zooms only while the viewer has the focus, so that it never catches a page being scrolled. */
export function useDrag(element: HTMLElement, view: Pick<ViewControl, 'turnBy' | 'zoomBy'>) {
  useEffect(() => {
    const pointers = new Map<number, { x: number; y: number }>();
    const spread = () => {
      const [first, second] = [...pointers.values()];
      return first && second ? Math.hypot(first.x - second.x, first.y - second.y) : 0;
    };
    const listeners = new AbortController();
    const on = <Type extends keyof HTMLElementEventMap>(type: Type, listener: (event: HTMLElementEventMap[Type]) => void, passive = true) =>
      element.addEventListener(type, listener, { signal: listeners.signal, passive });

    on('pointerdown', (event) => {
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      element.setPointerCapture(event.pointerId);
    });
    on('pointermove', (event) => {
      const last = pointers.get(event.pointerId);
      if (last === undefined) return;
      const before = spread();
      pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
      if (pointers.size === 1) view.turnBy((event.clientX - last.x) * DRAG_SPEED, (event.clientY - last.y) * DRAG_SPEED);
      else if (before > 0) view.zoomBy(spread() / before);
    });
    const release = (event: PointerEvent) => pointers.delete(event.pointerId);
    on('pointerup', release);
    on('pointercancel', release);
    on(
      'wheel',
      (event) => {
        if (!element.closest('[data-viewer]')?.contains(document.activeElement)) return;
        event.preventDefault();
        view.zoomBy(Math.exp(-event.deltaY * 0.0015));
      },
      false,
    );
    return () => listeners.abort();
  }, [element, view]);
}
