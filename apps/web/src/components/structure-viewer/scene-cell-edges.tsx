'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { useMemo } from 'react';

/** The twelve edges of every cell of the supercell, each line drawn once. */
function edgeCoordinates(lattice: Mat3, [na, nb, nc]: Vec3): Float32Array {
  const lines: number[] = [];
  const line = (from: Vec3, to: Vec3) => lines.push(...rowTimesMat3(from, lattice), ...rowTimesMat3(to, lattice));
  for (let y = 0; y <= nb; y++) for (let z = 0; z <= nc; z++) line([0, y, z], [na, y, z]);
  for (let x = 0; x <= na; x++) for (let z = 0; z <= nc; z++) line([x, 0, z], [x, nb, z]);
  for (let x = 0; x <= na; x++) for (let y = 0; y <= nb; y++) line([x, y, 0], [x, y, nc]);
  return new Float32Array(lines);
}

export function SceneCellEdges({ lattice, supercell, color }: { lattice: Mat3; supercell: Vec3; color: string }) {
  const lines = useMemo(() => edgeCoordinates(lattice, supercell), [lattice, supercell]);
  return (
    <lineSegments raycast={() => null}>
      <bufferGeometry key={lines.length}>
        <bufferAttribute key={lines.join()} attach="attributes-position" args={[lines, 3]} />
      </bufferGeometry>
      <lineBasicMaterial color={color} />
    </lineSegments>
  );
}
