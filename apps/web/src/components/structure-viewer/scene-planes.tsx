'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useMemo } from 'react';
import { DoubleSide } from 'three';
import { planeCuts } from './plane-cuts';
import { MARK } from './view-export';

/** Lattice planes through the cells, as panes one sees through. */
export function ScenePlanes({ lattice, supercell, plane, color }: { lattice: Mat3; supercell: Vec3; plane: Vec3; color: string }) {
  const { triangles, edges } = useMemo(() => {
    const panes = planeCuts(lattice, supercell, plane);
    const fan = ([first, ...rest]: readonly Vec3[]) =>
      rest.slice(1).flatMap((corner, k) => [...(first ?? corner), ...(rest[k] ?? corner), ...corner]);
    const outline = (corners: readonly Vec3[]) => corners.flatMap((corner, k) => [...corner, ...(corners[(k + 1) % corners.length] ?? corner)]);
    return { triangles: new Float32Array(panes.flatMap(fan)), edges: new Float32Array(panes.flatMap(outline)) };
  }, [lattice, supercell, plane]);
  return (
    <>
      <mesh name={MARK} renderOrder={2} raycast={() => null}>
        <bufferGeometry key={`panes ${plane.join()} ${supercell.join()} ${lattice.join()}`}>
          <bufferAttribute attach="attributes-position" args={[triangles, 3]} />
        </bufferGeometry>
        <meshBasicMaterial color={color} transparent opacity={0.22} side={DoubleSide} forceSinglePass depthWrite={false} />
      </mesh>
      <lineSegments name={MARK} renderOrder={2} raycast={() => null}>
        <bufferGeometry key={`rims ${plane.join()} ${supercell.join()} ${lattice.join()}`}>
          <bufferAttribute attach="attributes-position" args={[edges, 3]} />
        </bufferGeometry>
        <lineBasicMaterial color={color} />
      </lineSegments>
    </>
  );
}
