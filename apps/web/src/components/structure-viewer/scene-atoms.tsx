'use client';
import type { ThreeEvent } from '@react-three/fiber';
import { useThree } from '@react-three/fiber';
import { useCallback, useLayoutEffect, useRef } from 'react';
import type { InstancedMesh } from 'three';
import { BackSide, Color, Matrix4 } from 'three';
import type { SceneAtom } from './cell-scene';
import { elementLook } from './element-look';
import type { PickedAtom } from './picked-atoms';
import { isSameAtom } from './picked-atoms';
import { MARK } from './view-export';

/** Above this many atoms spheres are coarser; one does not see it, since each is small. */
const FINE_ATOMS = 400;

/** Pixels the pointer may move between press and release for a click to be a click. */
const CLICK_SLACK = 4;

const FALLBACK_COLOR = '#c8c8c8';

interface SceneAtomsProps {
  readonly atoms: readonly SceneAtom[];
  readonly isFilled: boolean;
  /** For each site. */
  readonly colors: readonly string[];
  readonly picked: readonly PickedAtom[];
  readonly accent: string;
  readonly onPick: (atom: PickedAtom) => void;
}

/** All atoms as one instanced mesh, and a rim around those that are chosen. */
export function SceneAtoms({ atoms, isFilled, colors, picked, accent, onPick }: SceneAtomsProps) {
  const detail: [number, number] = atoms.length > FINE_ATOMS ? [16, 11] : [40, 28];
  const select = (event: ThreeEvent<MouseEvent>) => {
    if (event.delta > CLICK_SLACK || event.instanceId === undefined) return;
    event.stopPropagation();
    const atom = atoms[event.instanceId];
    if (atom !== undefined) onPick({ site: atom.site, image: atom.image });
  };
  const selected = atoms.filter((atom) => picked.some((other) => isSameAtom(atom, other)));
  const colorOf = useCallback((atom: SceneAtom) => colors[atom.site] ?? FALLBACK_COLOR, [colors]);
  const rimColor = useCallback(() => accent, [accent]);
  return (
    <>
      <Spheres atoms={atoms} isFilled={isFilled} growth={1} colorOf={colorOf} detail={detail} onClick={select}>
        <meshStandardMaterial roughness={0.48} metalness={0.02} />
      </Spheres>
      {selected.length > 0 && (
        <Spheres atoms={selected} isFilled={isFilled} growth={1.18} colorOf={rimColor} detail={detail} name={MARK}>
          <meshBasicMaterial side={BackSide} />
        </Spheres>
      )}
    </>
  );
}

interface SpheresProps {
  readonly atoms: readonly SceneAtom[];
  readonly isFilled: boolean;
  readonly growth: number;
  readonly colorOf: (atom: SceneAtom) => string;
  readonly detail: [number, number];
  readonly onClick?: (event: ThreeEvent<MouseEvent>) => void;
  readonly name?: string;
  readonly children: React.ReactNode;
}

function Spheres({ atoms, isFilled, growth, colorOf, detail, onClick, name = '', children }: SpheresProps) {
  const mesh = useRef<InstancedMesh>(null);
  const invalidate = useThree((state) => state.invalidate);
  useLayoutEffect(() => {
    const target = mesh.current;
    if (target === null) return;
    const matrix = new Matrix4();
    const color = new Color();
    atoms.forEach((atom, index) => {
      const look = elementLook(atom.symbol);
      const radius = growth * (isFilled ? look.fillRadius : look.ballRadius);
      target.setMatrixAt(index, matrix.makeScale(radius, radius, radius).setPosition(...atom.position));
      target.setColorAt(index, color.set(colorOf(atom)));
    });
    target.instanceMatrix.needsUpdate = true;
    if (target.instanceColor !== null) target.instanceColor.needsUpdate = true;
    // Raycasting uses the bounds of the whole mesh, which three computes once only.
    target.computeBoundingSphere();
    invalidate();
  }, [atoms, isFilled, growth, colorOf, invalidate]);
  return (
    <instancedMesh key={atoms.length} name={name} ref={mesh} args={[undefined, undefined, atoms.length]} {...(onClick && { onClick })}>
      <sphereGeometry args={[1, ...detail]} />
      {children}
    </instancedMesh>
  );
}
