import { crystalSystemOf } from '../../../symmetry/crystal-system.js';
import { spaceGroup as tabulatedGroup } from '../../../symmetry/space-group.js';
import type { Rng } from '../../../numerics/rng.js';

/** Shape of a conventional cell in the standard setting: the six cell parameters over a, angles in degrees. */
export interface LatticeShape {
  readonly bOverA: number;
  readonly cOverA: number;
  readonly alpha: number;
  readonly beta: number;
  readonly gamma: number;
}

/** A distribution of shapes for one space group, with the metric of its system. */
export type DrawLatticeShape = (rng: Rng) => LatticeShape;

interface ShapeDistribution {
  /** Mean and standard deviation of ln(b/a) and ln(c/a); a standard deviation of 0 fixes the value. */
  readonly logB: readonly [number, number];
  readonly logC: readonly [number, number];
  /** Mean and standard deviation of the free angles, degrees. */
  readonly angle: readonly [number, number];
}

/**
 * Moments over conventional cells of 2,200 crystals of the Materials Project (every fifth of structures-03, at most 60 sites, spglib standard
 * cells at symprec 0.1 Å). Log-normal, so long and flat cells are drawn as they occur; obtuse and acute monoclinic angles describe one cell.
 */
const SHAPES: Readonly<
  Record<'triclinic' | 'monoclinic' | 'orthorhombic' | 'tetragonal' | 'rhombohedral' | 'hexagonal' | 'cubic', ShapeDistribution>
> = {
  triclinic: { logB: [0.155, 0.17], logC: [0.47, 0.31], angle: [90, 13] },
  monoclinic: { logB: [-0.22, 0.66], logC: [0.03, 0.5], angle: [108, 13] },
  orthorhombic: { logB: [0.1, 0.62], logC: [0.26, 0.68], angle: [90, 0] },
  tetragonal: { logB: [0, 0], logC: [0.61, 0.77], angle: [90, 0] },
  rhombohedral: { logB: [0, 0], logC: [1.455, 0.73], angle: [90, 0] },
  hexagonal: { logB: [0, 0], logC: [0.14, 0.74], angle: [90, 0] },
  cubic: { logB: [0, 0], logC: [0, 0], angle: [90, 0] },
};

/** Free angles outside of this are drawn again: beyond it another choice of axes describes the lattice better. */
const ANGLE_LIMITS: readonly [number, number] = [55, 140];

export const isAcceptableAngle = (angle: number): boolean => angle > ANGLE_LIMITS[0] && angle < ANGLE_LIMITS[1];

/** The broad default distribution of a space group. @throws {InvalidSpaceGroupError} outside of 1–230 */
export function broadLatticeShapes(spaceGroup: number): DrawLatticeShape {
  const system = crystalSystemOf(spaceGroup);
  const rhombohedral = tabulatedGroup(spaceGroup).centering === 'R';
  const { logB, logC, angle } = SHAPES[rhombohedral ? 'rhombohedral' : system === 'trigonal' ? 'hexagonal' : system];
  const gamma = system === 'trigonal' || system === 'hexagonal' ? 120 : 90;
  const ratio = (rng: Rng, [mean, deviation]: readonly [number, number]): number =>
    deviation === 0 ? Math.exp(mean) : Math.exp(mean + deviation * rng.normal());
  const freeAngle = (rng: Rng): number => {
    for (;;) {
      const drawn = angle[0] + angle[1] * rng.normal();
      if (isAcceptableAngle(drawn)) return drawn;
    }
  };
  return (rng) => {
    const bOverA = ratio(rng, logB);
    const cOverA = ratio(rng, logC);
    if (system === 'monoclinic') return { bOverA, cOverA, alpha: 90, beta: freeAngle(rng), gamma };
    if (system === 'triclinic') return { bOverA, cOverA, alpha: freeAngle(rng), beta: freeAngle(rng), gamma: freeAngle(rng) };
    return { bOverA, cOverA, alpha: 90, beta: 90, gamma };
  };
}
