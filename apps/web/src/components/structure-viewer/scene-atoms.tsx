'use client';
import type { ThreeEvent } from '@react-three/fiber';
import { useThree } from '@react-three/fiber';
import { useLayoutEffect, useRef } from 'react';
import type { InstancedMesh } from 'three';
import { BackSide, Color, Matrix4 } from 'three';
import type { ElementScheme } from '../../format/element-color';
import { elementColor } from '../../format/element-color';
import type { SceneAtom } from './cell-scene';
import { elementLook } from './element-look';

/** Above this many atoms spheres are coarser; one does not see it, since each is small. */
const FINE_ATOMS = 400;

/** Pixels the pointer may move between press and release for a click to be a click. */
const CLICK_SLACK = 4;

interface SceneAtomsProps {
  readonly atoms: readonly SceneAtom[];
  readonly isFilled: boolean;
  readonly scheme: ElementScheme;
  readonly selectedSite: number | null;
  readonly accent: string;
  readonly onSelectSite: (site: number | null) => void;
}

/** All atoms as one instanced mesh, and a rim around those of the selected site. */
export function SceneAtoms({ atoms, isFilled, scheme, selectedSite, accent, onSelectSite }: SceneAtomsProps) {
  const detail: [number, number] = atoms.length > FINE_ATOMS ? [20, 14] : [40, 28];
  const select = (event: ThreeEvent<MouseEvent>) => {
    if (event.delta > CLICK_SLACK || event.instanceId === undefined) return;
    event.stopPropagation();
    onSelectSite(atoms[event.instanceId]?.site ?? null);
  };
  const selected = atoms.filter((atom) => atom.site === selectedSite);
  return (
    <>
      <Spheres atoms={atoms} isFilled={isFilled} growth={1} colorOf={(atom) => elementColor(atom.symbol, scheme)} detail={detail} onClick={select}>
        <meshStandardMaterial roughness={0.48} metalness={0.02} />
      </Spheres>
      {selected.length > 0 && (
        <Spheres atoms={selected} isFilled={isFilled} growth={1.18} colorOf={() => accent} detail={detail}>
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
  readonly children: React.ReactNode;
}

function Spheres({ atoms, isFilled, growth, colorOf, detail, onClick, children }: SpheresProps) {
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
  });
  return (
    <instancedMesh key={atoms.length} ref={mesh} args={[undefined, undefined, atoms.length]} {...(onClick && { onClick })}>
      <sphereGeometry args={[1, ...detail]} />
      {children}
    </instancedMesh>
  );
}
