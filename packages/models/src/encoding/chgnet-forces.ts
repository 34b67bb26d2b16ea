/** From the derivatives of CHGNet's graph by distances and angles to forces and virials, in float64. */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import { createSymmetryProjection, projectMatrix, projectSiteRows } from '@kessho/core/symmetry/symmetry-projection';
import type { ChgnetGraph } from './chgnet-graph.js';
import { CHGNET_COSINE_SHRINK } from './chgnet-graph.js';

export interface ForcesAndVirials {
  /** (nAtoms × 3), −∂E/∂r, eV/Å. */
  readonly forces: Float64Array;
  /** (nStructures × 9), ∂E/∂ε = Σ r ⊗ g over the edges, eV. */
  readonly virials: Float64Array;
}

/**
 * An edge i→j with g = ∂E/∂(edge vector r) adds g to the force on i, −g to that on j, and r ⊗ g to the virial. The derivative by a row is that of its
 * whole orbit: it is put on one member, and the mean over the operations spreads it evenly.
 * @param distanceGradients (nEdges), eV/Å
 * @param angleGradients (nAngles), eV/rad
 */
export function forcesAndVirials(
  batch: StructureBatch,
  graph: ChgnetGraph,
  distanceGradients: Float32Array,
  angleGradients: Float32Array,
): ForcesAndVirials {
  const forces = new Float64Array(3 * batch.atomicNumbers.length);
  const virials = new Float64Array(9 * batchSize(batch));
  addDerivatives(graph, structuresOfAtoms(batch), distanceGradients, angleGradients, forces, virials);
  graph.orbits.forEach((orbits, s) => {
    if (orbits === null) return;
    const projection = createSymmetryProjection(orbits.symmetry, batch.lattices.subarray(9 * s, 9 * s + 9));
    const rows = 3 * batch.structureOffsets[s];
    forces.set(projectSiteRows(projection, forces.subarray(rows, 3 * batch.structureOffsets[s + 1])), rows);
    virials.set(projectMatrix(projection, virials.subarray(9 * s, 9 * s + 9)), 9 * s);
  });
  return { forces, virials };
}

function structuresOfAtoms({ structureOffsets, atomicNumbers }: StructureBatch): Int32Array {
  const owners = new Int32Array(atomicNumbers.length);
  for (let s = 0; s + 1 < structureOffsets.length; s++) owners.fill(s, structureOffsets[s], structureOffsets[s + 1]);
  return owners;
}

function addDerivatives(
  { list: { centers, neighbors, vectors, distances }, edgeSources, angleSources, cosines }: ChgnetGraph,
  structureOf: Int32Array,
  distanceGradients: Float32Array,
  angleGradients: Float32Array,
  forces: Float64Array,
  virials: Float64Array,
): void {
  const addEdge = (e: number, gx: number, gy: number, gz: number): void => {
    const [i, j, v] = [3 * centers[e], 3 * neighbors[e], 9 * structureOf[centers[e]]];
    const [x, y, z] = [vectors[3 * e], vectors[3 * e + 1], vectors[3 * e + 2]];
    forces[i] += gx;
    forces[i + 1] += gy;
    forces[i + 2] += gz;
    forces[j] -= gx;
    forces[j + 1] -= gy;
    forces[j + 2] -= gz;
    virials[v] += x * gx;
    virials[v + 1] += x * gy;
    virials[v + 2] += x * gz;
    virials[v + 3] += y * gx;
    virials[v + 4] += y * gy;
    virials[v + 5] += y * gz;
    virials[v + 6] += z * gx;
    virials[v + 7] += z * gy;
    virials[v + 8] += z * gz;
  };
  for (let row = 1; row < edgeSources.length; row++) {
    const e = edgeSources[row];
    const scale = distanceGradients[row] / distances[e];
    addEdge(e, scale * vectors[3 * e], scale * vectors[3 * e + 1], scale * vectors[3 * e + 2]);
  }
  const angleCount = cosines.length;
  for (let row = 1; row < angleCount; row++) {
    const [p, q, cosine] = [angleSources[row], angleSources[angleCount + row], cosines[row]];
    const shrunk = CHGNET_COSINE_SHRINK * cosine;
    const byCosine = (-CHGNET_COSINE_SHRINK * angleGradients[row]) / Math.sqrt(1 - shrunk * shrunk);
    // ∂cos/∂p = q/(|p||q|) − cos·p/|p|²
    const cross = byCosine / (distances[p] * distances[q]);
    const alongP = (byCosine * cosine) / (distances[p] * distances[p]);
    const alongQ = (byCosine * cosine) / (distances[q] * distances[q]);
    const [px, py, pz] = [vectors[3 * p], vectors[3 * p + 1], vectors[3 * p + 2]];
    const [qx, qy, qz] = [vectors[3 * q], vectors[3 * q + 1], vectors[3 * q + 2]];
    addEdge(p, cross * qx - alongP * px, cross * qy - alongP * py, cross * qz - alongP * pz);
    addEdge(q, cross * px - alongQ * qx, cross * py - alongQ * qy, cross * pz - alongQ * qz);
  }
}
