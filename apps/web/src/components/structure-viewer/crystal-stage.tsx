'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useThree } from '@react-three/fiber';
import type { ReactNode, Ref } from 'react';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import type { Group } from 'three';
import { OrthographicCamera, Quaternion } from 'three';
import type { CellAxis } from './orientation';
import { firstOrientation, lookAlong, turn } from './orientation';

/** What the buttons and keys around the viewer can do to the view. */
export interface ViewControl {
  /** Radians. */
  readonly turnBy: (aroundUpright: number, aroundHorizontal: number) => void;
  readonly zoomBy: (factor: number) => void;
  readonly lookAlong: (axis: CellAxis) => void;
  readonly reset: () => void;
}

interface CrystalStageProps {
  readonly lattice: Mat3;
  readonly supercell: Vec3;
  /** Å, of everything drawn around the middle of the cells. */
  readonly radius: number;
  readonly control: Ref<ViewControl>;
  readonly onOrient: (orientation: Quaternion) => void;
  readonly children: ReactNode;
}

/** Radians per pixel dragged. */
const DRAG_SPEED = 0.008;
const ZOOM_LIMITS = { least: 0.3, most: 12 };

/** Turns the crystal, not the camera, so that the light stays where it is and no direction is special. Draws only when something has changed. */
export function CrystalStage({ lattice, supercell, radius, control, onOrient, children }: CrystalStageProps) {
  const group = useRef<Group>(null);
  const view = useRef({ orientation: new Quaternion(), zoom: 1 });
  const { camera, size, gl, invalidate } = useThree();

  const api = useMemo(() => {
    const apply = () => {
      group.current?.quaternion.copy(view.current.orientation);
      if (camera instanceof OrthographicCamera) {
        camera.zoom = (view.current.zoom * Math.min(size.width, size.height)) / (2 * radius);
        camera.updateProjectionMatrix();
      }
      onOrient(view.current.orientation);
      invalidate();
    };
    const orient = (orientation: Quaternion) => {
      view.current.orientation = orientation;
      apply();
    };
    return {
      apply,
      turnBy: (aroundUpright: number, aroundHorizontal: number) => orient(turn(view.current.orientation, aroundUpright, aroundHorizontal)),
      zoomBy: (factor: number) => {
        view.current.zoom = Math.min(ZOOM_LIMITS.most, Math.max(ZOOM_LIMITS.least, view.current.zoom * factor));
        apply();
      },
      lookAlong: (axis: CellAxis) => orient(lookAlong(lattice, axis)),
      reset: () => {
        view.current.zoom = 1;
        orient(firstOrientation(lattice));
      },
    };
  }, [camera, size, radius, lattice, onOrient, invalidate]);

  useImperativeHandle(control, () => api, [api]);
  // A new lattice is another cell of the crystal, perhaps turned: start from its own first view.
  const shown = useRef<Mat3 | null>(null);
  useLayoutEffect(() => {
    if (shown.current === lattice) return api.apply();
    shown.current = lattice;
    api.reset();
  }, [api, lattice]);
  useDrag(gl.domElement, api);

  const middle = rowTimesMat3([supercell[0] / 2, supercell[1] / 2, supercell[2] / 2], lattice);
  return (
    <group ref={group}>
      <group position={[-middle[0], -middle[1], -middle[2]]}>{children}</group>
    </group>
  );
}

/** One pointer turns, two pinch; the wheel zooms only while the viewer has the focus, so that it never catches a page being scrolled. */
function useDrag(element: HTMLElement, api: Pick<ViewControl, 'turnBy' | 'zoomBy'>) {
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
      if (pointers.size === 1) api.turnBy((event.clientX - last.x) * DRAG_SPEED, (event.clientY - last.y) * DRAG_SPEED);
      else if (before > 0) api.zoomBy(spread() / before);
    });
    const release = (event: PointerEvent) => pointers.delete(event.pointerId);
    on('pointerup', release);
    on('pointercancel', release);
    on(
      'wheel',
      (event) => {
        if (!element.closest('[data-viewer]')?.contains(document.activeElement)) return;
        event.preventDefault();
        api.zoomBy(Math.exp(-event.deltaY * 0.0015));
      },
      false,
    );
    return () => listeners.abort();
  }, [element, api]);
}
