'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, scaleVec3 } from '@kessho/core/numerics/vec3';
import { useThree } from '@react-three/fiber';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { InstancedMesh } from 'three';
import { Color, Matrix4, Quaternion, Vector3 } from 'three';
import type { CellScene } from './cell-scene';

/** Å */
const STICK_RADIUS = 0.085;

/** Above this many pieces they are coarser; one does not see it, since each is small. */
const FINE_PIECES = 1000;

const UPRIGHT = new Vector3(0, 1, 0);

interface Half {
  readonly start: Vec3;
  readonly end: Vec3;
  readonly site: number;
}

/** Each stick as two halves in the colors of its ends; a stick that leaves the cell is one half. */
function halves({ atoms, sticks }: CellScene): Half[] {
  return sticks.flatMap(({ from, to, end }): Half[] => {
    const first = atoms[from];
    const second = to === null ? undefined : atoms[to];
    if (first === undefined) return [];
    if (second === undefined) return [{ start: first.position, end, site: first.site }];
    const middle = scaleVec3(addVec3(first.position, second.position), 0.5);
    return [
      { start: first.position, end: middle, site: first.site },
      { start: second.position, end: middle, site: second.site },
    ];
  });
}

/** All bonds as one instanced mesh. */
export function SceneSticks({ scene, colors }: { scene: CellScene; colors: readonly string[] }) {
  const pieces = useMemo(() => halves(scene), [scene]);
  const mesh = useRef<InstancedMesh>(null);
  const invalidate = useThree((state) => state.invalidate);
  useLayoutEffect(() => {
    const target = mesh.current;
    if (target === null) return;
    const matrix = new Matrix4();
    const color = new Color();
    pieces.forEach(({ start, end, site }, index) => {
      const from = new Vector3(...start);
      const along = new Vector3(...end).sub(from);
      const length = along.length();
      const rotation = new Quaternion().setFromUnitVectors(UPRIGHT, along.divideScalar(length));
      matrix.compose(from.addScaledVector(along, length / 2), rotation, new Vector3(STICK_RADIUS, length, STICK_RADIUS));
      target.setMatrixAt(index, matrix);
      target.setColorAt(index, color.set(colors[site] ?? ''));
    });
    target.instanceMatrix.needsUpdate = true;
    if (target.instanceColor !== null) target.instanceColor.needsUpdate = true;
    target.computeBoundingSphere();
    invalidate();
  }, [pieces, colors, invalidate]);
  if (pieces.length === 0) return null;
  return (
    <instancedMesh key={pieces.length} ref={mesh} args={[undefined, undefined, pieces.length]} raycast={() => null}>
      <cylinderGeometry args={[1, 1, 1, pieces.length > FINE_PIECES ? 8 : 14, 1, true]} />
      <meshStandardMaterial roughness={0.6} />
    </instancedMesh>
  );
}
