/** One structure on its way down: plain state, what an evaluation makes of it, and the result when it stops. No loop and no model in here. */
import type { SiteSymmetry, StructureBatch } from '../../crystal/structure-batch.js';
import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { createStructure } from '../../crystal/structure.js';
import { GPA_PER_EV_PER_CUBIC_ANGSTROM } from '../../energy/pressure-unit.js';
import type { Mat3 } from '../../numerics/mat3.js';
import type { Vec3 } from '../../numerics/vec3.js';
import { findSymmetry } from '../../symmetry/find-symmetry.js';
import type { SiteOperation } from '../../symmetry/site-operations.js';
import { packSiteOperations, siteOperations, symmetrizeStructure } from '../../symmetry/site-operations.js';
import { foundNoSymmetry } from '../../symmetry/symmetry-errors.js';
import type { SymmetryProjection } from '../../symmetry/symmetry-projection.js';
import { createSymmetryProjection, projectMatrix, projectSiteRows } from '../../symmetry/symmetry-projection.js';
import type { RelaxationResult, StopReason } from '../stage-types.js';
import { isSound } from '../stop-reasons.js';
import type { FireState } from './fire.js';
import { FIRE_DEFAULTS, initFire, stepFire } from './fire.js';
import type { CellFrame, CellGeometry } from './frechet-cell.js';
import { createCellFrame, generalizedForces, geometryFromCoordinates, initialCoordinates, removeTrace } from './frechet-cell.js';
import { endGuard, evaluationGuard, hasCollapsedPair, volumeGuard } from './guards.js';
import type { LbfgsState } from './lbfgs.js';
import { initLbfgs, LBFGS_DEFAULTS, stepLbfgs } from './lbfgs.js';
import { modelHessian } from './model-hessian.js';
import type { RelaxationOptions, RelaxationProgress } from './relaxation-options.js';
import { framesFromGeometries } from './trajectory-frames.js';

/** Å; a strain of 0.1 weighs like a displacement of 0.2 Å, the step limit of both optimizers. */
const CELL_FACTOR = 2;
/** Structures with more atoms start from a diagonal Hessian: factoring the model would cost as much as an evaluation. */
const MAXIMAL_METRIC_SITES = 150;
/** How often a step that brings two atoms together is halved before the structure counts as collapsed. */
const HALVINGS = 6;

/** eV; what a model that gives no number is taken to have said: far out of every range, yet JSON. Its forces count as 0. */
const NO_ENERGY = 1e300;

/** A point with everything the model said of it, in the real frame. */
interface Evaluation {
  readonly geometry: CellGeometry;
  readonly energy: number;
  readonly enthalpy: number;
  /** (nsites × 3), eV/Å. */
  readonly forces: Float64Array;
  /** (9), eV/Å³. */
  readonly stress: Float64Array;
  readonly maxForce: number;
  readonly maxStressGPa: number;
}

export interface ActiveRelaxation {
  readonly index: number;
  readonly atomicNumbers: readonly number[];
  readonly frame: CellFrame;
  readonly projection: SymmetryProjection | null;
  /** What is kept, for the model. */
  readonly symmetry: SiteSymmetry | null;
  readonly initialVolume: number;
  /** Where to evaluate next, and the geometry there. */
  readonly coordinates: Float64Array;
  readonly geometry: CellGeometry;
  readonly optimizer: { readonly name: 'fire'; readonly state: FireState } | { readonly name: 'lbfgs'; readonly state: LbfgsState };
  /** The evaluation with the lowest enthalpy so far; null before the first. */
  readonly best: Evaluation | null;
  readonly energiesPerAtom: readonly number[];
  readonly maxForces: readonly number[];
  /** Where each of these was found. */
  readonly geometries: readonly CellGeometry[];
}

export function startRelaxation(index: number, structure: Structure, options: RelaxationOptions): ActiveRelaxation {
  const operations = options.symmetry === 'keep' ? symmetryToKeep(structure, options.symprec) : [];
  const start = operations.length > 0 ? symmetrizeStructure(structure, operations) : structure;
  const symmetry = operations.length > 0 ? packSiteOperations(operations) : null;
  const lattice = Float64Array.from(start.lattice.vectors.flat());
  const frame = createCellFrame(lattice, start.atomicNumbers.length, CELL_FACTOR);
  const coordinates = initialCoordinates(frame, start.fracCoords.flat());
  const geometry = geometryFromCoordinates(frame, coordinates);
  return {
    index,
    atomicNumbers: start.atomicNumbers,
    frame,
    projection: symmetry === null ? null : createSymmetryProjection(symmetry, lattice),
    symmetry,
    initialVolume: geometry.volume,
    coordinates,
    geometry,
    optimizer: options.optimizer === 'fire' ? { name: 'fire', state: initFire() } : { name: 'lbfgs', state: initLbfgs() },
    best: null,
    energiesPerAtom: [],
    maxForces: [],
    geometries: [],
  };
}

/** Operations to hold; none where the tolerance fits no space group, and for overlapping atoms, which the first guard stops. */
function symmetryToKeep(structure: Structure, symprec: number): SiteOperation[] {
  if (hasCollapsedPair(packStructures([structure]))) return [];
  try {
    return siteOperations(structure, findSymmetry(structure, symprec).operations);
  } catch (error) {
    if (foundNoSymmetry(error)) return [];
    throw error;
  }
}

/** What became of a structure after an evaluation: it goes on from a new place, or it stops. */
export type Advance = { readonly next: ActiveRelaxation } | { readonly result: RelaxationResult };

/**
 * @param model energy, eV per cell, forces, (nsites × 3), eV/Å, and stress, (9), eV/Å³, at `active.coordinates`
 * @param aborted stop here with what there is
 */
export function advanceRelaxation(
  active: ActiveRelaxation,
  model: { readonly energy: number; readonly forces: Float64Array; readonly stress: Float64Array },
  options: RelaxationOptions,
  aborted: boolean,
): Advance {
  const { frame, projection, geometry, coordinates } = active;
  const nsites = frame.nsites;
  const pressure = options.pressureGPa / GPA_PER_EV_PER_CUBIC_ANGSTROM;
  const energy = Number.isFinite(model.energy) ? model.energy : NO_ENERGY;
  const forces = projection === null ? finite(model.forces) : projectSiteRows(projection, finite(model.forces));
  const stress = projection === null ? finite(model.stress) : projectMatrix(projection, finite(model.stress));
  const evaluation: Evaluation = {
    geometry,
    energy,
    enthalpy: energy + pressure * geometry.volume,
    forces,
    stress,
    maxForce: longestForce(forces),
    maxStressGPa: stressDeviation(stress, pressure, options.cell) * GPA_PER_EV_PER_CUBIC_ANGSTROM,
  };
  const evaluated: ActiveRelaxation = {
    ...active,
    energiesPerAtom: [...active.energiesPerAtom, energy / nsites],
    maxForces: [...active.maxForces, evaluation.maxForce],
    geometries: [...active.geometries, geometry],
  };
  const steps = active.energiesPerAtom.length;
  if (steps === 0 && hasCollapsedPair(batchOfOne(active))) return stop(evaluated, evaluation, 'collapsed');
  const outOfRange = evaluationGuard(energy / nsites, evaluation.maxForce);
  if (outOfRange !== null) return stop(evaluated, active.best ?? evaluation, outOfRange);
  const best = active.best === null || evaluation.enthalpy <= active.best.enthalpy ? evaluation : active.best;
  if (evaluation.maxForce <= options.fmax && evaluation.maxStressGPa <= options.smaxGPa) return stop(evaluated, evaluation, 'converged');
  if (aborted) return stop(evaluated, best, 'aborted');
  if (steps >= options.maxSteps || options.earlyStop?.(progressOf(evaluated, evaluation, active.best)) === true) return stop(evaluated, best, 'step-limit');

  const generalized = generalizedForces(frame, coordinates, { forces, stress, pressure, cell: options.cell });
  const point = { coordinates, energy: evaluation.enthalpy, forces: projectGeneralized(generalized, active, options) };
  const { optimizer, proposed } = propose(evaluated, point, options);
  let step = projectGeneralized(proposed.map((x, k) => x - coordinates[k]), active, options);
  for (let halving = 0; halving <= HALVINGS; halving++) {
    const target = coordinates.map((x, k) => x + step[k]);
    const next: ActiveRelaxation = { ...evaluated, optimizer, best, coordinates: target, geometry: geometryFromCoordinates(frame, target) };
    const outOfBounds = volumeGuard(next.geometry.volume / active.initialVolume);
    if (outOfBounds !== null) return stop(evaluated, best, outOfBounds);
    if (!hasCollapsedPair(batchOfOne(next))) return { next };
    step = step.map((x) => x / 2);
  }
  return stop(evaluated, best, 'collapsed');
}

function propose(
  { optimizer, atomicNumbers, geometry, frame }: ActiveRelaxation,
  point: { coordinates: Float64Array; energy: number; forces: Float64Array },
  options: RelaxationOptions,
): { optimizer: ActiveRelaxation['optimizer']; proposed: Float64Array } {
  if (optimizer.name === 'fire') {
    const { state, coordinates } = stepFire(optimizer.state, point.coordinates, point.forces, FIRE_DEFAULTS);
    return { optimizer: { name: 'fire', state }, proposed: coordinates };
  }
  const metric = frame.nsites > MAXIMAL_METRIC_SITES ? null : modelHessian(batchOfOne({ atomicNumbers, geometry }), frame.cellFactor, options.cell);
  const { state, coordinates } = stepLbfgs(optimizer.state, point, metric, LBFGS_DEFAULTS);
  return { optimizer: { name: 'lbfgs', state }, proposed: coordinates };
}

/** Symmetric part of a generalized vector: under the operations kept, without rotation of the cell, and without what the cell must not do. */
function projectGeneralized(vector: Float64Array, { frame, projection }: ActiveRelaxation, { cell }: RelaxationOptions): Float64Array {
  const end = 3 * frame.nsites;
  const identity = { rotations: [Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1)] };
  const result = new Float64Array(vector.length);
  result.set(projection === null ? vector.subarray(0, end) : projectSiteRows(projection, vector.subarray(0, end)));
  if (cell === 'none') return result;
  const strain = projectMatrix(projection ?? identity, vector.subarray(end));
  if (cell === 'fixed-volume') removeTrace(strain);
  result.set(strain, end);
  return result;
}

function stop({ atomicNumbers, energiesPerAtom, maxForces, geometries }: ActiveRelaxation, at: Evaluation, stopReason: StopReason): Advance {
  const nsites = atomicNumbers.length;
  const structure = createStructure({ vectors: toMat3(at.geometry.lattice) }, atomicNumbers, toRows(at.geometry.fracCoords));
  return {
    result: {
      structure,
      energyPerAtom: at.energy / nsites,
      enthalpyPerAtom: at.enthalpy / nsites,
      forces: toRows(at.forces),
      stress: toMat3(at.stress),
      maxForce: at.maxForce,
      steps: energiesPerAtom.length - 1,
      stopReason: (isSound({ stopReason }) ? endGuard(structure) : null) ?? stopReason,
      trajectory: { energiesPerAtom, maxForces, frames: framesFromGeometries(geometries) },
    },
  };
}

const progressOf = ({ index, energiesPerAtom, atomicNumbers }: ActiveRelaxation, at: Evaluation, before: Evaluation | null): RelaxationProgress => ({
  index,
  steps: energiesPerAtom.length - 1,
  energyPerAtom: at.energy / atomicNumbers.length,
  enthalpyPerAtom: at.enthalpy / atomicNumbers.length,
  lastGainPerAtom: before === null ? 0 : (before.enthalpy - at.enthalpy) / atomicNumbers.length,
  maxForce: at.maxForce,
  maxStressGPa: at.maxStressGPa,
});

const finite = (numbers: Float64Array): Float64Array => numbers.map((x) => (Number.isFinite(x) ? x : 0));

function longestForce(forces: Float64Array): number {
  let longest = 0;
  for (let k = 0; k < forces.length; k += 3) {
    longest = Math.max(longest, Math.hypot(forces[k], forces[k + 1], forces[k + 2]));
  }
  return longest;
}

/** Largest component of σ + P·1, eV/Å³, of what the cell may do. */
function stressDeviation(stress: Float64Array, pressure: number, cell: RelaxationOptions['cell']): number {
  if (cell === 'none') return 0;
  const deviation = stress.map((s, k) => s + (k % 4 === 0 ? pressure : 0));
  if (cell === 'fixed-volume') removeTrace(deviation);
  return Math.max(...deviation.map(Math.abs));
}

const toRows = (flat: Float64Array): Vec3[] => Array.from({ length: flat.length / 3 }, (_, i): Vec3 => [flat[3 * i], flat[3 * i + 1], flat[3 * i + 2]]);

function toMat3(flat: Float64Array): Mat3 {
  const [a, b, c] = toRows(flat);
  return [a, b, c];
}

/** The current place as a batch of one. */
export const batchOfOne = ({ atomicNumbers, geometry }: Pick<ActiveRelaxation, 'atomicNumbers' | 'geometry'>): StructureBatch => ({
  structureOffsets: Int32Array.of(0, atomicNumbers.length),
  atomicNumbers: Int32Array.from(atomicNumbers),
  fracCoords: geometry.fracCoords,
  lattices: geometry.lattice,
});
