/** From the derivatives of a graph by distances and directions of directed edges to forces and virials, in float64. */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import type { ForcesAndVirials } from './chgnet-forces.js';
import type { NeighborSlots } from './neighbor-slots.js';

/**
 * An edge i→j with g = ∂E/∂(edge vector r) adds g to the force on i, −g to that on j, and r ⊗ g to the virial. With d = |r| and u = r/d,
 * g = ∂E/∂d · u + (1 − u uᵀ) ∂E/∂u / d.
 * @param distanceGradients (nAtoms × slotCount), eV/Å
 * @param directionGradients (nAtoms × slotCount × 3), eV; components along u say nothing
 */
export function slotForcesAndVirials(
  batch: StructureBatch,
  { list, slots }: NeighborSlots,
  distanceGradients: Float32Array,
  directionGradients: Float32Array,
): ForcesAndVirials {
  const forces = new Float64Array(3 * batch.atomicNumbers.length);
  const virials = new Float64Array(9 * batchSize(batch));
  const { centers, neighbors, vectors, distances, edgeOffsets } = list;
  const gradient = new Float64Array(3);
  for (let s = 0; s < batchSize(batch); s++) {
    for (let e = edgeOffsets[s]; e < edgeOffsets[s + 1]; e++) {
      const [d, slot] = [distances[e], slots[e]];
      let along = 0;
      for (let axis = 0; axis < 3; axis++) along += (directionGradients[3 * slot + axis] * vectors[3 * e + axis]) / d;
      for (let axis = 0; axis < 3; axis++) {
        const u = vectors[3 * e + axis] / d;
        gradient[axis] = distanceGradients[slot] * u + (directionGradients[3 * slot + axis] - along * u) / d;
        forces[3 * centers[e] + axis] += gradient[axis];
        forces[3 * neighbors[e] + axis] -= gradient[axis];
      }
      for (let p = 0; p < 3; p++) for (let q = 0; q < 3; q++) virials[9 * s + 3 * p + q] += vectors[3 * e + p] * gradient[q];
    }
  }
  return { forces, virials };
}
