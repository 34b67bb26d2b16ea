'use client';
import type { ScaleLinear } from 'd3-scale';
import type { PointerEvent } from 'react';
import { useState } from 'react';
import type { Brush } from './brush';

interface Corner {
  readonly x: number;
  readonly y: number;
}

interface BrushDrag {
  /** What is being drawn; null while nothing is. */
  readonly drawn: Brush | null;
  /** For the ground of the plot. */
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<SVGRectElement>) => void;
    readonly onPointerMove: (event: PointerEvent<SVGRectElement>) => void;
    readonly onPointerUp: () => void;
    readonly onPointerCancel: () => void;
  };
}

/** Pixels; less is a click, which lets the rectangle go. */
const LEAST_DRAG = 5;

/** Draw a rectangle with the pointer. @param y in eV */
export function useBrush(x: ScaleLinear<number, number>, y: ScaleLinear<number, number>, onBrush: (brush: Brush | null) => void): BrushDrag {
  const [drag, setDrag] = useState<{ readonly from: Corner; readonly to: Corner } | null>(null);
  const cornerOf = ({ nativeEvent, currentTarget }: PointerEvent<SVGRectElement>): Corner => {
    const plot = currentTarget.ownerSVGElement?.getBoundingClientRect();
    return { x: nativeEvent.clientX - (plot?.left ?? 0), y: nativeEvent.clientY - (plot?.top ?? 0) };
  };
  const brushOf = ({ from, to }: { readonly from: Corner; readonly to: Corner }): Brush | null => {
    if (Math.abs(from.x - to.x) < LEAST_DRAG || Math.abs(from.y - to.y) < LEAST_DRAG) return null;
    const sorted = (one: number, other: number): [number, number] => [Math.min(one, other), Math.max(one, other)];
    return { volume: sorted(x.invert(from.x), x.invert(to.x)), energy: sorted(y.invert(from.y), y.invert(to.y)) };
  };
  return {
    drawn: drag && brushOf(drag),
    handlers: {
      onPointerDown: (event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const corner = cornerOf(event);
        setDrag({ from: corner, to: corner });
      },
      onPointerMove: (event) => drag && setDrag({ from: drag.from, to: cornerOf(event) }),
      onPointerUp: () => {
        if (drag !== null) onBrush(brushOf(drag));
        setDrag(null);
      },
      onPointerCancel: () => setDrag(null),
    },
  };
}
