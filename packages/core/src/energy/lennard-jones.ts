/**
 * Lennard-Jones for every element, with forces that go to zero smoothly at the cutoff: an analytic model for tests and demonstrations of the machinery.
 *
 * u(r) = v(r) − v(r_c) − (r − r_c) v′(r_c),  v(r) = 4ε ((σ/r)¹² − (σ/r)⁶),  r_c = 2.5 σ ("shifted force", Toxvaerd and Dyre (2011),
 * doi:10.1063/1.3558787). The minimum of v lies at the sum of the covalent radii of the two atoms; ε is the same for all pairs.
 * It knows of no chemistry: energies order nothing that exists.
 */
import type { StructureBatch } from '../crystal/structure-batch.js';
import { batchSize } from '../crystal/structure-batch.js';
import { covalentRadiusOf } from '../elements/covalent-radius.js';
import { ELEMENT_COUNT } from '../elements/elements.js';
import { buildNeighborList } from '../neighbors/neighbor-list.js';
import type { EnergyBatch, EnergyModel } from './energy-model.js';

/** eV. */
const EPSILON = 0.5;
/** r_c/σ. */
const CUTOFF_RATIO = 2.5;

/** What defines the model; its sha256 is the model's hash. */
export function describeLennardJones(): string {
  const radii = Array.from({ length: ELEMENT_COUNT }, (_, k) => covalentRadiusOf(k + 1));
  return JSON.stringify({ form: 'lennard-jones-shifted-force', epsilon: EPSILON, cutoffRatio: CUTOFF_RATIO, radii });
}

export function createLennardJonesModel(): EnergyModel {
  return {
    id: { name: 'lennard-jones', version: '1', sha256: '2c611975fc2fd383e0b3d53d3dc664e8eb8a1cab0edd85eead9ee47fd69d8a0c' },
    elements: new Set(Array.from({ length: ELEMENT_COUNT }, (_, k) => k + 1)),
    evaluate: (batch) => Promise.resolve(evaluateLennardJones(batch)),
  };
}

function evaluateLennardJones(batch: StructureBatch): EnergyBatch {
  const result = {
    energies: new Float64Array(batchSize(batch)),
    forces: new Float64Array(batch.fracCoords.length),
    stresses: new Float64Array(batch.lattices.length),
    magneticMoments: null,
  };
  const radii = Float64Array.from(batch.atomicNumbers, covalentRadiusOf);
  for (let s = 0; s < batchSize(batch); s++) addStructure(batch, s, radii, result);
  return result;
}

function addStructure(batch: StructureBatch, s: number, radii: Float64Array, { energies, forces, stresses }: EnergyBatch): void {
  const first = batch.structureOffsets[s];
  const last = batch.structureOffsets[s + 1];
  const single: StructureBatch = {
    structureOffsets: Int32Array.of(0, last - first),
    atomicNumbers: batch.atomicNumbers.subarray(first, last),
    fracCoords: batch.fracCoords.subarray(3 * first, 3 * last),
    lattices: batch.lattices.subarray(9 * s, 9 * s + 9),
  };
  const cutoffPerRadius = (2 * CUTOFF_RATIO) / 2 ** (1 / 6);
  const { edgeCount, centers, neighbors, vectors, distances } = buildNeighborList(single, cutoffPerRadius * Math.max(...radii.subarray(first, last)));
  let energy = 0;
  for (let edge = 0; edge < edgeCount; edge++) {
    const center = first + centers[edge];
    const { value, slope } = pairEnergy(distances[edge], radii[center] + radii[first + neighbors[edge]]);
    energy += value / 2;
    const perDistance = slope / distances[edge];
    for (let i = 0; i < 3; i++) {
      const pull = perDistance * vectors[3 * edge + i];
      forces[3 * center + i] += pull;
      for (let j = 0; j < 3; j++) stresses[9 * s + 3 * i + j] += (pull * vectors[3 * edge + j]) / 2;
    }
  }
  energies[s] = energy;
  const volume = cellVolume(batch.lattices.subarray(9 * s, 9 * s + 9));
  for (let k = 9 * s; k < 9 * s + 9; k++) stresses[k] /= volume;
}

/** Value, eV, and derivative, eV/Å, of the energy of two atoms whose radii have this sum. */
function pairEnergy(distance: number, radiusSum: number): { value: number; slope: number } {
  const sigma = radiusSum / 2 ** (1 / 6);
  const cutoff = CUTOFF_RATIO * sigma;
  if (distance >= cutoff) return { value: 0, slope: 0 };
  const [here, end] = [bare(distance, sigma), bare(cutoff, sigma)];
  return { value: here.value - end.value - (distance - cutoff) * end.slope, slope: here.slope - end.slope };
}

function bare(distance: number, sigma: number): { value: number; slope: number } {
  const sixth = (sigma / distance) ** 6;
  return { value: 4 * EPSILON * (sixth * sixth - sixth), slope: (-24 * EPSILON * (2 * sixth * sixth - sixth)) / distance };
}

function cellVolume([ax, ay, az, bx, by, bz, cx, cy, cz]: Float64Array): number {
  return Math.abs(ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx));
}
