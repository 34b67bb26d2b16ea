/**
 * The executable contract of an energy model: what every potential must satisfy, whatever it is made of. Run it in the tests of each model.
 * Derivatives are compared with central differences of the model's own energies, so the tolerances say how exact its arithmetic is.
 */
import type { StructureBatch } from '../crystal/structure-batch.js';
import { packStructures } from '../crystal/structure-batch.js';
import type { Structure } from '../crystal/structure.js';
import type { Mat3 } from '../numerics/mat3.js';
import { determinant, invertMat3, multiplyMat3, scaleMat3 } from '../numerics/mat3.js';
import type { Vec3 } from '../numerics/vec3.js';
import { addVec3 } from '../numerics/vec3.js';
import type { EnergyBatch, EnergyModel } from './energy-model.js';

export interface ContractTolerances {
  /** eV, between two calls of the model. */
  readonly energyPerAtom: number;
  /** eV/Å, between two calls of the model. */
  readonly force: number;
  /** eV/Å³, between two calls of the model. */
  readonly stress: number;
  /** eV/Å, against differences of the energy. */
  readonly forceDifference: number;
  /** eV/Å³, against differences of the energy. */
  readonly stressDifference: number;
  /** Displacement in Å, and strain, of the differences. */
  readonly differenceStep: number;
}

/** One broken promise: which, on which sample (place in the list), and by how much, in the unit of its tolerance. */
export interface ContractViolation {
  readonly rule: string;
  readonly sample: number;
  readonly deviation: number;
  readonly tolerance: number;
}

/** Shift of all atoms, fractional. */
const SHIFT: Vec3 = [0.137, -0.291, 0.4];

/** About no crystal axis: the rotation of the quaternion (2, 3, 6, 0)/7. */
const ROTATION: Mat3 = scaleMat3([[-23, 36, 24], [36, 31, -12], [-24, 12, -41]], 1 / 49);

/** Sites whose forces are compared with differences: enough to catch a wrong derivative, few enough for large samples. */
const DIFFERENCED_SITES = 4;

/** What the model says of one structure of a batch. */
interface Answer {
  readonly energy: number;
  readonly forces: readonly number[];
  readonly stress: readonly number[];
}

/** @returns the violations; an empty list means that the model keeps the contract on these samples */
export async function checkModelContract(
  model: EnergyModel,
  samples: readonly Structure[],
  tolerances: ContractTolerances,
): Promise<ContractViolation[]> {
  const violations: ContractViolation[] = [];
  const batch = packStructures(samples);
  const before = [Array.from(batch.structureOffsets), Array.from(batch.atomicNumbers), Array.from(batch.fracCoords), Array.from(batch.lattices)];
  const together = await model.evaluate(batch);
  const after = [Array.from(batch.structureOffsets), Array.from(batch.atomicNumbers), Array.from(batch.fracCoords), Array.from(batch.lattices)];
  const report = (rule: string, sample: number, deviation: number, tolerance: number): void => {
    if (!(deviation <= tolerance)) violations.push({ rule, sample, deviation, tolerance });
  };
  report('input untouched', 0, JSON.stringify(before) === JSON.stringify(after) ? 0 : 1, 0);
  report('shapes', 0, shapeErrors(together, batch), 0);
  if (violations.length > 0) return violations;

  for (const [sample, structure] of samples.entries()) {
    const evaluate = async (variant: Structure): Promise<Answer> => answerOf(await model.evaluate(packStructures([variant])), 0, 0, variant);
    const own = await evaluate(structure);
    const n = structure.atomicNumbers.length;
    const compare = (rule: string, answer: Answer, expected: Answer): void => {
      report(`${rule}: energy`, sample, Math.abs(answer.energy - expected.energy) / (expected.forces.length / 3), tolerances.energyPerAtom);
      report(`${rule}: forces`, sample, largestDifference(answer.forces, expected.forces), tolerances.force);
      report(`${rule}: stress`, sample, largestDifference(answer.stress, expected.stress), tolerances.stress);
    };
    compare('batch = single', answerOf(together, sample, batch.structureOffsets[sample], structure), own);
    compare('translation', await evaluate({ ...structure, fracCoords: structure.fracCoords.map((x) => addVec3(x, SHIFT)) }), own);
    compare('rotation', await evaluate(transformLattice(structure, ROTATION)), rotateAnswer(own));
    compare('permutation', await evaluate(reverseSites(structure)), { ...own, forces: reverseRows(own.forces) });
    compare('supercell', await evaluate(doubleAlongA(structure)), { ...own, energy: 2 * own.energy, forces: [...own.forces, ...own.forces] });
    const net = [0, 1, 2].map((axis) => own.forces.reduce((sum, f, k) => sum + (k % 3 === axis ? f : 0), 0));
    report('forces add to zero', sample, Math.max(...net.map(Math.abs)) / n, tolerances.force);
    const asymmetry = [[1, 3], [2, 6], [5, 7]].map(([i, j]) => Math.abs(own.stress[i] - own.stress[j]));
    report('stress symmetric', sample, Math.max(...asymmetry), tolerances.stress);

    const step = tolerances.differenceStep;
    const energyAt = async (variant: Structure): Promise<number> => (await evaluate(variant)).energy;
    for (let site = 0; site < Math.min(n, DIFFERENCED_SITES); site++)
      for (let axis = 0; axis < 3; axis++) {
        const slope = (await energyAt(displace(structure, site, axis, step))) - (await energyAt(displace(structure, site, axis, -step)));
        report('force = −ΔE/Δr', sample, Math.abs(own.forces[3 * site + axis] + slope / (2 * step)), tolerances.forceDifference);
      }
    const volume = Math.abs(determinant(structure.lattice.vectors));
    for (const [i, j] of [[0, 0], [1, 1], [2, 2], [0, 1], [0, 2], [1, 2]]) {
      const slope = (await energyAt(transformLattice(structure, strain(i, j, step)))) - (await energyAt(transformLattice(structure, strain(i, j, -step))));
      report('stress = ΔE/(V Δε)', sample, Math.abs(own.stress[3 * i + j] - slope / (2 * step * volume)), tolerances.stressDifference);
    }
  }
  return violations;
}

/** Number of arrays of a wrong length or with entries that are not finite. */
function shapeErrors({ energies, forces, stresses, magneticMoments }: EnergyBatch, batch: StructureBatch): number {
  const expected: readonly [Float64Array, number][] = [
    [energies, batch.structureOffsets.length - 1],
    [forces, batch.fracCoords.length],
    [stresses, batch.lattices.length],
    ...(magneticMoments === null ? [] : [[magneticMoments, batch.atomicNumbers.length] as [Float64Array, number]]),
  ];
  return expected.filter(([array, length]) => array.length !== length || !array.every(Number.isFinite)).length;
}

const answerOf = ({ energies, forces, stresses }: EnergyBatch, s: number, firstAtom: number, { atomicNumbers }: Structure): Answer => ({
  energy: energies[s],
  forces: Array.from(forces.subarray(3 * firstAtom, 3 * (firstAtom + atomicNumbers.length))),
  stress: Array.from(stresses.subarray(9 * s, 9 * s + 9)),
});

/** Rows r become r·R, the stress becomes Rᵀ σ R. */
function rotateAnswer({ energy, forces, stress }: Answer): Answer {
  const rows = forces.map((_, k) => [0, 1, 2].reduce((sum, i) => sum + forces[k - (k % 3) + i] * ROTATION[i][k % 3], 0));
  const turned = stress.map((_, k) => {
    const [i, j] = [Math.floor(k / 3), k % 3];
    return [0, 1, 2].reduce((sum, p) => sum + [0, 1, 2].reduce((inner, q) => inner + ROTATION[p][i] * stress[3 * p + q] * ROTATION[q][j], 0), 0);
  });
  return { energy, forces: rows, stress: turned };
}

const transformLattice = (structure: Structure, m: Mat3): Structure => ({ ...structure, lattice: { vectors: multiplyMat3(structure.lattice.vectors, m) } });

const reverseSites = ({ lattice, atomicNumbers, fracCoords }: Structure): Structure => ({
  lattice,
  atomicNumbers: [...atomicNumbers].reverse(),
  fracCoords: [...fracCoords].reverse(),
});

const reverseRows = (rows: readonly number[]): number[] => rows.map((_, k) => rows[rows.length - 3 - (k - (k % 3)) + (k % 3)]);

function doubleAlongA({ lattice, atomicNumbers, fracCoords }: Structure): Structure {
  const [a, b, c] = lattice.vectors;
  const half = (first: number) => fracCoords.map(([x, y, z]): Vec3 => [(x + first) / 2, y, z]);
  return { lattice: { vectors: [addVec3(a, a), b, c] }, atomicNumbers: [...atomicNumbers, ...atomicNumbers], fracCoords: [...half(0), ...half(1)] };
}

function displace(structure: Structure, site: number, axis: number, step: number): Structure {
  const inverse = invertMat3(structure.lattice.vectors);
  const shift: Vec3 = [inverse[axis][0] * step, inverse[axis][1] * step, inverse[axis][2] * step];
  return { ...structure, fracCoords: structure.fracCoords.map((x, i) => (i === site ? addVec3(x, shift) : x)) };
}

/** 1 + ε with ε symmetric, so that the slope of the energy is V σᵢⱼ for a diagonal element and twice that for the pair of others, here halved. */
function strain(i: number, j: number, step: number): Mat3 {
  const entry = (p: number, q: number): number => (p === q ? 1 : 0) + (p === i && q === j ? step / 2 : 0) + (p === j && q === i ? step / 2 : 0);
  const row = (p: number): Vec3 => [entry(p, 0), entry(p, 1), entry(p, 2)];
  return [row(0), row(1), row(2)];
}

const largestDifference = (u: readonly number[], v: readonly number[]): number =>
  u.length === v.length ? u.reduce((largest, x, k) => Math.max(largest, Math.abs(x - v[k])), 0) : Infinity;
