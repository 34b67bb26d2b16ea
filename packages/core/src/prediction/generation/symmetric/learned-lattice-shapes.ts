import type { Rng } from '../../../numerics/rng.js';
import { crystalSystemOf } from '../../../symmetry/crystal-system.js';
import { spaceGroup as tabulatedGroup } from '../../../symmetry/space-group.js';
import type { GeometryModel, ShapeSample } from './geometry-model.js';
import { isAcceptableAngle, type DrawLatticeShape } from './lattice-shape.js';

/** Samples nearest in number of atoms among which one is drawn: long cells hold many atoms. */
const NEAREST = 120;
/** Standard deviations of what is added to a drawn sample: of the logarithms, and of the angles in degrees. */
const LOG_SPREAD = 0.05;
const ANGLE_SPREAD = 2;

/**
 * Shapes of known cells of this group with about as many atoms, blurred; where the group has few, those of all groups of its lattice type fill up.
 * @param nAtoms in the primitive cell
 * @returns null where nothing is known or nothing is free
 */
export function learnedLatticeShapes({ groups }: GeometryModel, spaceGroup: number, nAtoms: number): DrawLatticeShape | null {
  const samples = samplesFor(groups, spaceGroup, nAtoms);
  if (samples.length === 0) return null;
  const system = crystalSystemOf(spaceGroup);
  const hasFreeB = system === 'triclinic' || system === 'monoclinic' || system === 'orthorhombic';
  const blurredAngle = (angle: number, rng: Rng): number => {
    const blurred = angle + ANGLE_SPREAD * rng.normal();
    return isAcceptableAngle(blurred) ? blurred : angle;
  };
  return (rng) => {
    const { logB, logC, alpha, beta, gamma } = samples[rng.integer(samples.length)] as ShapeSample;
    return {
      bOverA: hasFreeB ? Math.exp(logB + LOG_SPREAD * rng.normal()) : 1,
      cOverA: system === 'cubic' ? 1 : Math.exp(logC + LOG_SPREAD * rng.normal()),
      alpha: system === 'triclinic' ? blurredAngle(alpha, rng) : alpha,
      beta: system === 'triclinic' || system === 'monoclinic' ? blurredAngle(beta, rng) : beta,
      gamma: system === 'triclinic' ? blurredAngle(gamma, rng) : gamma,
    };
  };
}

const samplesOfModels = new WeakMap<GeometryModel['groups'], Map<string, readonly ShapeSample[]>>();

/** Chosen once for a group and a number of atoms. */
function samplesFor(groups: GeometryModel['groups'], spaceGroup: number, nAtoms: number): readonly ShapeSample[] {
  let chosen = samplesOfModels.get(groups);
  if (chosen === undefined) samplesOfModels.set(groups, (chosen = new Map()));
  const key = `${spaceGroup} ${nAtoms}`;
  let samples = chosen.get(key);
  if (samples === undefined) {
    const own = nearestIn(groups.get(spaceGroup)?.shapes ?? [], nAtoms, NEAREST);
    const missing = NEAREST - own.length;
    samples = missing <= 0 ? own : [...own, ...nearestIn(sameLatticeType(groups, spaceGroup), nAtoms, missing).slice(0, missing)];
    chosen.set(key, samples);
  }
  return samples;
}

/** At least `count` samples, or all: those with the nearest numbers of atoms, by ratio; of equally near ones none is left out. */
function nearestIn(samples: readonly ShapeSample[], nAtoms: number, count: number): readonly ShapeSample[] {
  if (samples.length <= count) return samples;
  const away = samples.map((sample) => Math.abs(Math.log(sample.nAtoms / nAtoms)));
  const limit = away.toSorted((p, q) => p - q)[count - 1] as number;
  return samples.filter((_, i) => (away[i] as number) <= limit);
}

/** Samples of the other groups with this crystal system and centering. */
function sameLatticeType(groups: GeometryModel['groups'], spaceGroup: number): ShapeSample[] {
  const type = typeOf(spaceGroup);
  return [...groups].flatMap(([group, { shapes }]) => (group !== spaceGroup && typeOf(group) === type ? shapes : []));
}

/** Trigonal and hexagonal cells have one metric. */
const typeOf = (group: number): string => `${crystalSystemOf(group).replace('trigonal', 'hexagonal')}${tabulatedGroup(group).centering}`;
