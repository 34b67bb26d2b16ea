'use client';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { MARK } from './view-export';

/** The line from one chosen atom to the next, seen through everything. */
export function SceneMeasure({ positions, color }: { positions: readonly Vec3[]; color: string }) {
  const points = new Float32Array(positions.slice(1).flatMap((to, index) => [...(positions[index] ?? to), ...to]));
  return (
    <lineSegments name={MARK} renderOrder={3} raycast={() => null}>
      <bufferGeometry>
        <bufferAttribute key={points.join()} attach="attributes-position" args={[points, 3]} />
      </bufferGeometry>
      <lineBasicMaterial color={color} depthTest={false} />
    </lineSegments>
  );
}
