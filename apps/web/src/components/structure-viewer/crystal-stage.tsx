'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useThree } from '@react-three/fiber';
import type { ReactNode, Ref } from 'react';
import { useEffect, useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react';
import type { Group } from 'three';
import { OrthographicCamera, Quaternion } from 'three';
import type { LinkedViews } from './linked-views';
import type { ViewDirection } from './orientation';
import { firstOrientation, lookAlong, turn } from './orientation';
import { useDrag } from './use-drag';
import type { CrystalView } from './view-control';
import { modelOf, pictureOf } from './view-export';
import type { ViewState } from './view-state';

interface CrystalStageProps {
  readonly lattice: Mat3;
  readonly supercell: Vec3;
  /** Å, of everything drawn around the middle of the cells. */
  readonly radius: number;
  /** While it is the same the view stays, whatever happens to the lattice. */
  readonly viewKey: string | Mat3;
  /** Where to begin; null for the usual first view. */
  readonly firstView: ViewState | null;
  readonly control: Ref<CrystalView>;
  /** Views that move as one with this. */
  readonly linked: LinkedViews | null;
  readonly onOrient: (orientation: Quaternion) => void;
  /** A moment after the view was last moved; null when it was set back to the usual first view. */
  readonly onSettle: (view: ViewState | null) => void;
  readonly children: ReactNode;
}

const ZOOM_LIMITS = { least: 0.3, most: 12 };
/** Milliseconds without a movement. */
const SETTLED_MS = 400;

/** Turns the crystal, not the camera, so that the light stays where it is and no direction is special. Draws only when something has changed. */
export function CrystalStage({ lattice, supercell, radius, viewKey, firstView, control, linked, onOrient, onSettle, children }: CrystalStageProps) {
  const group = useRef<Group>(null);
  const view = useRef({ orientation: new Quaternion(), zoom: 1 });
  const { camera, size, gl, scene, invalidate } = useThree();
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(settling.current), []);

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
    const settle = (isMoved: boolean) => {
      clearTimeout(settling.current);
      const { orientation, zoom } = view.current;
      const { x, y, z, w } = orientation;
      settling.current = setTimeout(() => onSettle(isMoved ? { orientation: [x, y, z, w], zoom } : null), SETTLED_MS);
    };
    const move = (orientation: Quaternion, zoom: number) => {
      view.current = { orientation, zoom: Math.min(ZOOM_LIMITS.most, Math.max(ZOOM_LIMITS.least, zoom)) };
      apply();
      settle(true);
    };
    const begin = (first: ViewState | null) => {
      view.current = { orientation: first === null ? firstOrientation(lattice) : new Quaternion(...first.orientation), zoom: first?.zoom ?? 1 };
      apply();
    };
    return {
      apply,
      begin,
      turnBy: (aroundUpright: number, aroundHorizontal: number) =>
        move(turn(view.current.orientation, aroundUpright, aroundHorizontal), view.current.zoom),
      zoomBy: (factor: number) => move(view.current.orientation, view.current.zoom * factor),
      lookAlong: (direction: ViewDirection) => move(lookAlong(lattice, direction), view.current.zoom),
      reset: () => {
        begin(null);
        settle(false);
      },
      toPng: () => pictureOf(gl, scene, camera),
      toGlb: () => (group.current === null ? Promise.reject(new Error('There is nothing to export yet')) : modelOf(group.current)),
    };
  }, [camera, size, radius, lattice, gl, scene, onOrient, onSettle, invalidate]);

  useImperativeHandle(control, () => api, [api]);
  useEffect(() => linked?.add(api), [linked, api]);
  // Another key is another cell of the crystal, perhaps turned: start from its own first view.
  const shown = useRef<string | Mat3 | null>(null);
  useLayoutEffect(() => {
    if (shown.current === viewKey) return api.apply();
    const isFirst = shown.current === null;
    shown.current = viewKey;
    api.begin(isFirst ? firstView : null);
  }, [api, viewKey, firstView]);
  useDrag(gl.domElement, linked ?? api);

  const middle = rowTimesMat3([supercell[0] / 2, supercell[1] / 2, supercell[2] / 2], lattice);
  return (
    <group ref={group}>
      <group position={[-middle[0], -middle[1], -middle[2]]}>{children}</group>
    </group>
  );
}
