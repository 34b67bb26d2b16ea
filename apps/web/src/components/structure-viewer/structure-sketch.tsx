'use client';
import { findBonds } from '@kessho/core/neighbors/find-bonds';
import { rowTimesMat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { addVec3, cross, dot, norm, scaleVec3, subtractVec3 } from '@kessho/core/numerics/vec3';
import { useMemo } from 'react';
import { elementColor } from '../../format/element-color';
import { buildScene } from './cell-scene';
import { elementLook } from './element-look';
import styles from './structure-sketch.module.css';
import type { ViewerStructure } from './viewer-structure';
import { structureOf } from './viewer-structure';

/** Radians, as in the first view of the viewer: a little around the upright axis and a little from above. */
const TURN = { aroundUpright: -0.42, fromAbove: 0.24 };

/** A small still picture of a cell, without WebGL: atoms as discs, the far ones first. */
export function StructureSketch({ structure, size }: { structure: ViewerStructure; size: number }) {
  const { discs, sticks, edges, extent } = useMemo(() => sketch(structure), [structure]);
  return (
    <svg className={styles['sketch']} width={size} height={size} viewBox={`${-extent} ${-extent} ${2 * extent} ${2 * extent}`} aria-hidden="true">
      <g className={styles['edges']}>
        {edges.map(([from, to], index) => (
          <line key={index} x1={from[0]} y1={-from[1]} x2={to[0]} y2={-to[1]} />
        ))}
      </g>
      {[...sticks, ...discs]
        .sort((first, second) => first.depth - second.depth)
        .map((piece, index) =>
          'radius' in piece ? (
            <circle key={index} className={styles['atom']} cx={piece.at[0]} cy={-piece.at[1]} r={piece.radius} fill={piece.color} />
          ) : (
            <line key={index} className={styles['stick']} x1={piece.from[0]} y1={-piece.from[1]} x2={piece.to[0]} y2={-piece.to[1]} />
          ),
        )}
    </svg>
  );
}

function sketch(structure: ViewerStructure) {
  const { lattice } = structure;
  const { atoms, sticks } = buildScene(structure, findBonds(structureOf(structure)), { supercell: [1, 1, 1], hasPolyhedra: false });
  const middle = rowTimesMat3([0.5, 0.5, 0.5], lattice);
  const view = lookAlongFirstAxis(lattice);
  const seen = (position: Vec3): Vec3 => {
    const centered = subtractVec3(position, middle);
    return [dot(view[0], centered), dot(view[1], centered), dot(view[2], centered)];
  };
  const corner = (x: number, y: number, z: number): Vec3 => seen(rowTimesMat3([x, y, z], lattice));
  const edges = [0, 1].flatMap((u) =>
    [0, 1].flatMap((v): (readonly [Vec3, Vec3])[] => [
      [corner(0, u, v), corner(1, u, v)],
      [corner(u, 0, v), corner(u, 1, v)],
      [corner(u, v, 0), corner(u, v, 1)],
    ]),
  );
  const discs = atoms.map(({ symbol, position }) => {
    const at = seen(position);
    return { at, depth: at[2], radius: elementLook(symbol).ballRadius, color: elementColor(symbol) };
  });
  const lines = sticks.flatMap(({ from, end }) => {
    const start = atoms[from];
    if (start === undefined) return [];
    const [one, other] = [seen(start.position), seen(end)];
    return [{ from: one, to: other, depth: (one[2] + other[2]) / 2 - 1e-3 }];
  });
  const extent =
    1.04 *
    Math.max(
      1,
      ...discs.map(({ at, radius }) => Math.max(Math.abs(at[0]), Math.abs(at[1])) + radius),
      ...edges.flat().flatMap(([x, y]) => [Math.abs(x), Math.abs(y)]),
    );
  return { discs, sticks: lines, edges, extent };
}

/** Directions of the crystal that become right, up and towards the viewer. */
function lookAlongFirstAxis([a, , c]: ViewerStructure['lattice']): readonly [Vec3, Vec3, Vec3] {
  const unit = (v: Vec3): Vec3 => scaleVec3(v, 1 / norm(v));
  const towards = unit(a);
  const up = unit(subtractVec3(c, scaleVec3(towards, dot(c, towards))));
  const right = cross(up, towards);
  const mix = (u: Vec3, v: Vec3, angle: number): Vec3 => addVec3(scaleVec3(u, Math.cos(angle)), scaleVec3(v, Math.sin(angle)));
  const [turnedRight, turnedTowards] = [mix(right, towards, TURN.aroundUpright), mix(towards, right, -TURN.aroundUpright)];
  return [turnedRight, mix(up, turnedTowards, -TURN.fromAbove), mix(turnedTowards, up, TURN.fromAbove)];
}
