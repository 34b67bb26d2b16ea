'use client';
import { useMemo } from 'react';
import { DoubleSide } from 'three';
import type { ElementScheme } from '../../format/element-color';
import { elementColor } from '../../format/element-color';
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

function ElementPolyhedra({ polyhedra, color, line }: { polyhedra: readonly ScenePolyhedron[]; color: string; line: string }) {
  const { triangles, edges } = useMemo(() => meshOf(polyhedra), [polyhedra]);
  return (
    <>
      <mesh renderOrder={1} raycast={() => null}>
        <bufferGeometry key={triangles.length} onUpdate={(geometry) => geometry.computeVertexNormals()}>
          <bufferAttribute attach="attributes-position" args={[triangles, 3]} />
        </bufferGeometry>
        <meshStandardMaterial color={color} transparent opacity={0.42} side={DoubleSide} depthWrite={false} flatShading roughness={0.8} />
      </mesh>
      <lineSegments renderOrder={2} raycast={() => null}>
        <bufferGeometry key={edges.length}>
          <bufferAttribute attach="attributes-position" args={[edges, 3]} />
        </bufferGeometry>
        <lineBasicMaterial color={line} transparent opacity={0.35} />
      </lineSegments>
    </>
  );
}

/** Coordination polyhedra, tinted by the element in their middle. */
export function ScenePolyhedra({ polyhedra, scheme, line }: { polyhedra: readonly ScenePolyhedron[]; scheme: ElementScheme; line: string }) {
  const groups = useMemo(() => {
    const symbols = [...new Set(polyhedra.map(({ symbol }) => symbol))];
    return symbols.map((symbol) => ({ symbol, members: polyhedra.filter((polyhedron) => polyhedron.symbol === symbol) }));
  }, [polyhedra]);
  return groups.map(({ symbol, members }) => <ElementPolyhedra key={symbol} polyhedra={members} color={elementColor(symbol, scheme)} line={line} />);
}
