'use client';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Ref } from 'react';
import { useImperativeHandle, useState } from 'react';
import type { Quaternion } from 'three';
import styles from './structure-viewer.module.css';

export interface GizmoControl {
  readonly orient: (orientation: Quaternion) => void;
}

const AXES = ['a', 'b', 'c'] as const;
const LENGTH = 24;

/** Rotate a vector by a quaternion, v + 2w(q×v) + 2q×(q×v); three itself is not loaded here. */
function rotate([x, y, z]: readonly [number, number, number], q: { x: number; y: number; z: number; w: number }): [number, number, number] {
  const [tx, ty, tz] = [2 * (q.y * z - q.z * y), 2 * (q.z * x - q.x * z), 2 * (q.x * y - q.y * x)];
  return [x + q.w * tx + q.y * tz - q.z * ty, y + q.w * ty + q.z * tx - q.x * tz, z + q.w * tz + q.x * ty - q.y * tx];
}

/** The directions of a, b and c as they lie on the screen. */
export function AxesGizmo({ lattice, ref }: { lattice: Mat3; ref: Ref<GizmoControl> }) {
  const [orientation, setOrientation] = useState({ x: 0, y: 0, z: 0, w: 1 });
  useImperativeHandle(ref, () => ({ orient: ({ x, y, z, w }) => setOrientation({ x, y, z, w }) }), []);
  const arms = AXES.map((axis, index) => {
    const [x, y, z] = lattice[index] ?? [0, 0, 1];
    const length = Math.hypot(x, y, z);
    const [sx, sy, sz] = rotate([x / length, y / length, z / length], orientation);
    return { axis, x: sx * LENGTH, y: -sy * LENGTH, depth: sz };
  }).sort((first, second) => first.depth - second.depth);
  return (
    <svg className={styles['gizmo']} viewBox="-36 -36 72 72" aria-hidden="true">
      {arms.map(({ axis, x, y, depth }) => (
        <g key={axis} opacity={depth < -0.3 ? 0.5 : 1}>
          <line x1={0} y1={0} x2={x} y2={y} stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" />
          <text x={x * 1.36} y={y * 1.36} textAnchor="middle" dominantBaseline="central">
            {axis}
          </text>
        </g>
      ))}
    </svg>
  );
}
