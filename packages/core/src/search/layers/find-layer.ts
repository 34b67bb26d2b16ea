import { createLattice } from '../../crystal/lattice.js';
import { createStructure, type Structure } from '../../crystal/structure.js';
import { rowTimesMat3, type Mat3 } from '../../numerics/mat3.js';
import { cross, dot, norm, scaleVec3, subtractVec3, type Vec3 } from '../../numerics/vec3.js';
import type { LayerLimits } from '../search-types.js';

/** A crystal seen as a stack of layers. */
export interface Layer {
  /** Basis vector that leads from one layer to the next. */
  readonly axis: 0 | 1 | 2;
  /** From the lowest to the highest site, Å along the normal. */
  readonly thickness: number;
  /** From the highest site to the lowest of the next layer, Å. */
  readonly gap: number;
  /** Places of the sites, Å, the layer in one piece; heights along the normal, from the middle of the layer. */
  readonly positions: readonly Vec3[];
  readonly heights: readonly number[];
  readonly normal: Vec3;
}

/** The stack along one basis vector. @param cut fractional height between two layers; the middle of the widest gap where it is null */
export function layerAlong({ lattice: { vectors }, fracCoords }: Structure, axis: 0 | 1 | 2, cut: number | null = null): Layer {
  const [first, second] = inPlane(vectors, axis);
  const across = cross(first, second);
  const normal = scaleVec3(across, Math.sign(dot(across, vectors[axis])) / norm(across));
  const height = dot(normal, vectors[axis]);
  const end = cut ?? widestGap(fracCoords.map((at) => at[axis]));
  const whole = fracCoords.map((at): Vec3 => at.map((x, k) => (k === axis ? x - Math.ceil(x - end) : x)) as unknown as Vec3);
  const positions = whole.map((at) => rowTimesMat3(at, vectors));
  const heights = positions.map((position) => dot(position, normal));
  const [lowest, highest] = [Math.min(...heights), Math.max(...heights)];
  const middle = (lowest + highest) / 2;
  return {
    axis,
    thickness: highest - lowest,
    gap: height - (highest - lowest),
    positions,
    heights: heights.map((one) => one - middle),
    normal,
  };
}

/** Middle of the widest gap between heights that repeat after 1. */
function widestGap(heights: readonly number[]): number {
  const sorted = heights.map((x) => x - Math.floor(x)).sort((a, b) => a - b);
  const gaps = sorted.map((x, k) => (sorted[k + 1] ?? sorted[0] + 1) - x);
  const widest = gaps.indexOf(Math.max(...gaps));
  return sorted[widest] + gaps[widest] / 2;
}

/** The stack with the widest gap. */
export const findLayer = (structure: Structure): Layer =>
  ([0, 1, 2] as const).map((axis) => layerAlong(structure, axis)).reduce((widest, one) => (one.gap > widest.gap ? one : widest));

/**
 * The same layer in a cell of its own: in the plane as it was, the third axis along the normal, `vacuum` between the layer and its image, the middle of the layer
 * at half the axis.
 */
export function isolateLayer(
  { lattice: { vectors }, atomicNumbers }: Structure,
  { axis, thickness, positions, heights, normal }: Layer,
  vacuum: number,
): Structure {
  const [first, second] = inPlane(vectors, axis);
  const period = thickness + vacuum;
  const cell: Mat3 = [first, second, scaleVec3(normal, period)];
  const [acrossFirst, acrossSecond] = [cross(second, normal), cross(normal, first)];
  const fracCoords = positions.map((position, site): Vec3 => {
    const inLayer = subtractVec3(position, scaleVec3(normal, dot(position, normal)));
    return [
      dot(inLayer, acrossFirst) / dot(first, acrossFirst),
      dot(inLayer, acrossSecond) / dot(second, acrossSecond),
      0.5 + heights[site] / period,
    ];
  });
  return createStructure(createLattice(cell), atomicNumbers, fracCoords);
}

/** The two other vectors, so that with the third they are as right-handed as before. */
const inPlane = (vectors: Mat3, axis: 0 | 1 | 2): readonly [Vec3, Vec3] => [vectors[(axis + 1) % 3], vectors[(axis + 2) % 3]];

/** Of the gap that is asked for so much is enough: relaxation and operators take some of it. */
const ENOUGH = 0.6;

/** Isolated anew; null for what is no layer, or a thicker one than allowed. */
export function asLayer(structure: Structure, { thickness, vacuum }: LayerLimits): Structure | null {
  const layer = findLayer(structure);
  return layer.thickness > thickness || layer.gap < ENOUGH * vacuum ? null : isolateLayer(structure, layer, vacuum);
}
