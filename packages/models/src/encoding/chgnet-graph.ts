/**
 * Structures as the tensors of CHGNet's ONNX graph: encoder `chgnet-graph`, version 1.
 *
 * Every pair of atoms within 6 Å is one edge i→j, whichever of the two directions comes first in the neighbor list; edges shorter than 3 Å ("bonds")
 * stand before the others. Two bonds that leave one atom make an angle, each unordered pair once; a bond between an atom and its own image leaves that
 * atom twice. Agrees with `training/potential/encode_structure.py` up to the order of edges and angles.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { NeighborList } from '@kessho/core/neighbors/neighbor-list';
import { buildNeighborList } from '@kessho/core/neighbors/neighbor-list';
import { ModelContractViolatedError } from '../model-errors.js';

export const CHGNET_ENCODER = { name: 'chgnet-graph', version: 1 } as const;

/** Å. */
export const CHGNET_ATOM_CUTOFF = 6;
/** Å. */
export const CHGNET_BOND_CUTOFF = 3;

/** Views of the buffers they were encoded into, valid until the next call with these. Atoms are numbered as in the batch. */
export interface ChgnetGraph {
  readonly edgeCount: number;
  readonly bondCount: number;
  readonly angleCount: number;
  /** (nEdges × 3), Å, r_j + image · lattice − r_i. */
  readonly edgeVectors: Float32Array;
  /** (2 × nEdges), all i, then all j. */
  readonly edgeIndex: Int32Array;
  /** (2 × nAngles), the first bonds of all angles, then the second ones. */
  readonly angleIndex: Int32Array;
  /** (nAngles) */
  readonly angleCenter: Int32Array;
  /** (nAngles), +1 where both bonds' vectors point away from the center or both towards it, else −1. */
  readonly angleSign: Float32Array;
}

/** Storage kept between calls; it only grows. */
export interface ChgnetBuffers {
  readonly neighbors: NeighborBuffers;
  edgeVectors: Float32Array;
  edgeIndex: Int32Array;
  angleIndex: Int32Array;
  angleCenter: Int32Array;
  angleSign: Float32Array;
  /** (nAtoms + 1), where the bonds that leave an atom start in `incidentBonds`. */
  incidentStarts: Int32Array;
  /** Bond row, or its bitwise complement where the atom is the bond's second end. */
  incidentBonds: Int32Array;
}

export function createChgnetBuffers(): ChgnetBuffers {
  return {
    neighbors: createNeighborBuffers(0),
    edgeVectors: new Float32Array(0),
    edgeIndex: new Int32Array(0),
    angleIndex: new Int32Array(0),
    angleCenter: new Int32Array(0),
    angleSign: new Float32Array(0),
    incidentStarts: new Int32Array(0),
    incidentBonds: new Int32Array(0),
  };
}

/** @throws {ModelContractViolatedError} for two atoms on one place, where no direction exists */
export function encodeChgnetGraph(batch: StructureBatch, buffers: ChgnetBuffers = createChgnetBuffers()): ChgnetGraph {
  const list = buildNeighborList(batch, CHGNET_ATOM_CUTOFF, buffers.neighbors);
  const bondCount = encodeEdges(list, buffers);
  const edgeCount = list.edgeCount / 2;
  const nAtoms = batch.atomicNumbers.length;
  const angleCount = collectIncidentBonds(nAtoms, edgeCount, bondCount, buffers);
  encodeAngles(nAtoms, angleCount, buffers);
  return {
    edgeCount,
    bondCount,
    angleCount,
    edgeVectors: buffers.edgeVectors.subarray(0, 3 * edgeCount),
    edgeIndex: buffers.edgeIndex.subarray(0, 2 * edgeCount),
    angleIndex: buffers.angleIndex.subarray(0, 2 * angleCount),
    angleCenter: buffers.angleCenter.subarray(0, angleCount),
    angleSign: buffers.angleSign.subarray(0, angleCount),
  };
}

/** The first edge of each opposite pair, bonds first; returns the number of bonds. */
function encodeEdges(list: NeighborList, buffers: ChgnetBuffers): number {
  const edgeCount = list.edgeCount / 2;
  if (buffers.edgeVectors.length < 3 * edgeCount) {
    buffers.edgeVectors = new Float32Array(3 * withRoom(edgeCount));
    buffers.edgeIndex = new Int32Array(2 * withRoom(edgeCount));
  }
  const { edgeVectors, edgeIndex } = buffers;
  const { centers, neighbors, images, vectors, distances } = list;
  let bond = 0;
  // edges that are no bonds fill the arrays from the end
  let other = edgeCount - 1;
  for (let e = 0; e < list.edgeCount; e++) {
    const i = centers[e];
    const j = neighbors[e];
    if (i > j || (i === j && !isForward(images, 3 * e))) continue;
    const distance = distances[e];
    if (distance === 0) throw new ModelContractViolatedError(`Atoms ${i} and ${j} of the batch are on one place`);
    const row = distance < CHGNET_BOND_CUTOFF ? bond++ : other--;
    edgeIndex[row] = i;
    edgeIndex[edgeCount + row] = j;
    edgeVectors[3 * row] = vectors[3 * e];
    edgeVectors[3 * row + 1] = vectors[3 * e + 1];
    edgeVectors[3 * row + 2] = vectors[3 * e + 2];
  }
  return bond;
}

/** Of an image and its opposite exactly one is forward. */
function isForward(images: Int32Array, at: number): boolean {
  const first = images[at] || images[at + 1] || images[at + 2];
  return first > 0;
}

/** Sort the bonds by the atoms they leave; returns the number of angles. */
function collectIncidentBonds(nAtoms: number, edgeCount: number, bondCount: number, buffers: ChgnetBuffers): number {
  if (buffers.incidentStarts.length < nAtoms + 1) buffers.incidentStarts = new Int32Array(withRoom(nAtoms + 1));
  if (buffers.incidentBonds.length < 2 * bondCount) buffers.incidentBonds = new Int32Array(2 * withRoom(bondCount));
  const { edgeIndex, incidentStarts, incidentBonds } = buffers;
  incidentStarts.fill(0, 0, nAtoms + 1);
  for (let bond = 0; bond < bondCount; bond++) {
    incidentStarts[edgeIndex[bond]]++;
    incidentStarts[edgeIndex[edgeCount + bond]]++;
  }
  let angleCount = 0;
  let end = 0;
  for (let atom = 0; atom < nAtoms; atom++) {
    const degree = incidentStarts[atom];
    angleCount += (degree * (degree - 1)) / 2;
    end += degree;
    incidentStarts[atom] = end;
  }
  incidentStarts[nAtoms] = end;
  // filling from the back leaves each start in place
  for (let bond = bondCount - 1; bond >= 0; bond--) {
    incidentBonds[--incidentStarts[edgeIndex[edgeCount + bond]]] = ~bond;
    incidentBonds[--incidentStarts[edgeIndex[bond]]] = bond;
  }
  return angleCount;
}

function encodeAngles(nAtoms: number, angleCount: number, buffers: ChgnetBuffers): void {
  if (buffers.angleCenter.length < angleCount) {
    const room = withRoom(angleCount);
    buffers.angleIndex = new Int32Array(2 * room);
    buffers.angleCenter = new Int32Array(room);
    buffers.angleSign = new Float32Array(room);
  }
  const { angleIndex, angleCenter, angleSign, incidentStarts, incidentBonds } = buffers;
  let angle = 0;
  for (let atom = 0; atom < nAtoms; atom++) {
    const end = incidentStarts[atom + 1];
    for (let p = incidentStarts[atom]; p < end; p++) {
      const first = incidentBonds[p];
      for (let q = p + 1; q < end; q++) {
        const second = incidentBonds[q];
        angleIndex[angle] = first < 0 ? ~first : first;
        angleIndex[angleCount + angle] = second < 0 ? ~second : second;
        angleCenter[angle] = atom;
        angleSign[angle] = (first ^ second) < 0 ? -1 : 1;
        angle++;
      }
    }
  }
}

/** Some spare room, so that a cell that shrinks step by step does not reallocate each time. */
const withRoom = (count: number): number => Math.ceil(1.25 * count) + 16;
