'use client';
import { useMemo } from 'react';
import { DoubleSide } from 'three';
import type { ScenePolyhedron } from './cell-scene';
import { polyhedronFaces } from './polyhedron-faces';

/** Triangles and edges of many polyhedra as flat coordinate lists. */
function meshOf(polyhedra: readonly ScenePolyhedron[]): { triangles: Float32Array; edges: Float32Array } {
  const triangles: number[] = [];
  const edges: number[] = [];
  for (const { corners } of polyhedra) {
    const at = (index: number | undefined) => corners[index ?? 0] ?? [0, 0, 0];
    for (const face of polyhedronFaces(corners)) {
      for (let place = 1; place < face.length - 1; place++) triangles.push(...at(face[0]), ...at(face[place]), ...at(face[place + 1]));
      face.forEach((corner, place) => edges.push(...at(corner), ...at(face[(place + 1) % face.length])));
    }
  }
  return { triangles: new Float32Array(triangles), edges: new Float32Array(edges) };
}

/** A buffer of other contents is another buffer: WebGL never looks at one again. */
const keyOf = (numbers: Float32Array): string => `${numbers.length} ${numbers.reduce((sum, x, k) => sum + x * ((k % 97) + 1), 0)}`;

function TintedPolyhedra({ polyhedra, color, line }: { polyhedra: readonly ScenePolyhedron[]; color: string; line: string }) {
  const { triangles, edges } = useMemo(() => meshOf(polyhedra), [polyhedra]);
  return (
    <>
      <mesh renderOrder={1} raycast={() => null}>
        <bufferGeometry onUpdate={(geometry) => geometry.computeVertexNormals()}>
          <bufferAttribute key={keyOf(triangles)} attach="attributes-position" args={[triangles, 3]} />
        </bufferGeometry>
        <meshStandardMaterial color={color} transparent opacity={0.42} side={DoubleSide} depthWrite={false} flatShading roughness={0.8} />
      </mesh>
      <lineSegments renderOrder={2} raycast={() => null}>
        <bufferGeometry>
          <bufferAttribute key={keyOf(edges)} attach="attributes-position" args={[edges, 3]} />
        </bufferGeometry>
        <lineBasicMaterial color={line} transparent opacity={0.7} />
      </lineSegments>
    </>
  );
}

/** Coordination polyhedra, tinted like the atom in their middle. @param colors for each site */
export function ScenePolyhedra({ polyhedra, colors, line }: { polyhedra: readonly ScenePolyhedron[]; colors: readonly string[]; line: string }) {
  const groups = useMemo(() => {
    const tints = [...new Set(polyhedra.map(({ site }) => colors[site]))];
    return tints.map((color) => ({ color, members: polyhedra.filter(({ site }) => colors[site] === color) }));
  }, [polyhedra, colors]);
  return groups.map(({ color, members }) => <TintedPolyhedra key={color} polyhedra={members} color={color ?? ''} line={line} />);
}
