/**
 * Structures as the tensors of graphs that take directed edges: encoder `neighbor-slots`, version 1.
 *
 * Every atom of a batch has equally many slots, one for each neighbor within the cutoff. A slot that holds no edge has the cutoff as its distance, where the
 * radial functions of a potential vanish, leads to atom 0 and is its own opposite. Distances that float32 cannot tell apart share a row, since a crystal
 * has few of them. Agrees with `training/potential/neighbor_slots.py` up to the order of an atom's slots.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { NeighborList } from '@kessho/core/neighbors/neighbor-list';
import { buildNeighborList } from '@kessho/core/neighbors/neighbor-list';
import { assertApart } from './assert-apart.js';

export const NEIGHBOR_SLOTS_ENCODER = { name: 'neighbor-slots', version: 1 } as const;

/** Å, half the spacing of float32 between 4 and 8. */
const MERGED_DISTANCES = 2.5e-7;

export interface NeighborSlots {
  /** The source of all geometry; valid until the next call with the same buffers. */
  readonly list: NeighborList;
  /** Slots of an atom, at least 1. */
  readonly slotCount: number;
  /** (nEdges of the list), the slot of each edge among all (nAtoms × slotCount). */
  readonly slots: Int32Array;

  readonly atomicNumbers: Int32Array;
  /** (nDistances), Å, rising but for row 0, the cutoff. */
  readonly distances: Float32Array;
  /** (nAtoms × slotCount × 3), unit vectors from the atom to its neighbor. */
  readonly directions: Float32Array;
  /** (nAtoms × slotCount), atoms. */
  readonly neighbors: Int32Array;
  /** (nAtoms × slotCount), the slot of the edge from the neighbor back. */
  readonly opposites: Int32Array;
  /** (nAtoms × slotCount), rows of distances. */
  readonly distanceIndex: Int32Array;
}

/** @throws {ModelContractViolatedError} for two atoms on one place, where no direction exists */
export function encodeNeighborSlots(batch: StructureBatch, cutoff: number, buffers: NeighborBuffers = createNeighborBuffers(0)): NeighborSlots {
  const list = buildNeighborList(batch, cutoff, buffers);
  assertApart(list);
  const nAtoms = batch.atomicNumbers.length;
  const starts = centerStarts(list, nAtoms);
  let slotCount = 1;
  for (let atom = 0; atom < nAtoms; atom++) slotCount = Math.max(slotCount, starts[atom + 1] - starts[atom]);
  const slots = Int32Array.from(list.centers, (center, e) => center * slotCount + e - starts[center]);
  const size = nAtoms * slotCount;
  const { distances, rows } = distanceRows(list.distances, cutoff);
  const encoded = {
    directions: new Float32Array(3 * size),
    neighbors: new Int32Array(size),
    opposites: Int32Array.from({ length: size }, (_, slot) => slot),
    distanceIndex: new Int32Array(size),
  };
  for (let slot = 0; slot < size; slot++) encoded.directions[3 * slot + 2] = 1;
  slots.forEach((slot, e) => {
    for (let axis = 0; axis < 3; axis++) encoded.directions[3 * slot + axis] = list.vectors[3 * e + axis] / list.distances[e];
    encoded.neighbors[slot] = list.neighbors[e];
    encoded.distanceIndex[slot] = rows[e];
  });
  oppositeEdges(list, starts).forEach((opposite, e) => (encoded.opposites[slots[e]] = slots[opposite]));
  return { list, slotCount, slots, atomicNumbers: batch.atomicNumbers, distances, ...encoded };
}

/** (nAtoms + 1), where each atom's edges begin. */
function centerStarts({ centers }: NeighborList, nAtoms: number): Int32Array {
  const starts = new Int32Array(nAtoms + 1);
  for (const center of centers) starts[center + 1]++;
  for (let atom = 0; atom < nAtoms; atom++) starts[atom + 1] += starts[atom];
  return starts;
}

/** Rows of distances, the cutoff before them, and the row of each edge. */
function distanceRows(lengths: Float64Array, cutoff: number): { readonly distances: Float32Array; readonly rows: Int32Array } {
  const order = Int32Array.from(lengths.keys()).sort((p, q) => lengths[p] - lengths[q]);
  const distinct = [cutoff];
  const rows = new Int32Array(lengths.length);
  for (const e of order) {
    if (distinct.length === 1 || lengths[e] - distinct[distinct.length - 1] > MERGED_DISTANCES) distinct.push(lengths[e]);
    rows[e] = distinct.length - 1;
  }
  return { distances: Float32Array.from(distinct), rows };
}

/**
 * (nEdges), the edge j→i with the opposite image for each edge i→j. Edges stand in the order of center, neighbor, image, so that those from j to i
 * are those from i to j in reverse.
 */
function oppositeEdges({ centers, neighbors }: NeighborList, starts: Int32Array): Int32Array {
  const opposites = new Int32Array(centers.length);
  for (let e = 0; e < centers.length; ) {
    const [i, j] = [centers[e], neighbors[e]];
    let end = e + 1;
    while (end < starts[i + 1] && neighbors[end] === j) end++;
    const back = firstEdgeTo(i, neighbors, starts[j], starts[j + 1]);
    for (let k = e; k < end; k++) opposites[k] = back + (end - 1 - k);
    e = end;
  }
  return opposites;
}

/** The first edge to an atom among edges `first` to `last − 1`, whose neighbors rise. */
function firstEdgeTo(atom: number, neighbors: Int32Array, first: number, last: number): number {
  let [low, high] = [first, last];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (neighbors[middle] < atom) low = middle + 1;
    else high = middle;
  }
  return low;
}
