/**
 * Structures as the tensors of the surrogate's ONNX graph: encoder `surrogate-graph`, version 1.
 *
 * A row is a kind of atom: atoms of one structure that see the same surroundings out to two cutoffs, which all atoms of a crystallographic orbit do,
 * give the same numbers, so one of them stands for all. Candidates of a symmetric generator have three to five times fewer rows than atoms.
 * Kinds are found without a symmetry search, by refining colors on the neighbor graph (B. Weisfeiler, A. Leman, 1968) with the invariants
 * |Σ q g|, |Σ q g r̂|², |Σ q g r̂⊗r̂|² of the neighbors' colors q, g a smooth weight of the distance.
 *
 * Every row has the same number of neighbors; those that it lacks stand at the cutoff, where their weight is zero.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { NeighborList } from '@kessho/core/neighbors/neighbor-list';
import { buildNeighborList } from '@kessho/core/neighbors/neighbor-list';

export const SURROGATE_ENCODER = { name: 'surrogate-graph', version: 1 } as const;

/** Å. */
export const SURROGATE_CUTOFF = 5.5;

/** Colors that differ by less, relatively, are the same: above what rounding of coordinates to nine digits does, far below any real difference. */
const SAME_COLOR = 1e-7;

export interface SurrogateGraph {
  readonly rowCount: number;
  /** Neighbors of each row, real and padding; at least 1. */
  readonly neighborCount: number;
  /** (nRows) */
  readonly atomicNumbers: Int32Array;
  /** (nRows × nNeighbors), rows; 0 in the padding. */
  readonly neighborRows: Int32Array;
  /** (nRows × nNeighbors × 3), Å, r_neighbor − r_row; (cutoff, 0, 0) in the padding. */
  readonly neighborVectors: Float32Array;
  /** (nRows), atoms that the row stands for. */
  readonly multiplicities: Int32Array;
  /** (nStructures + 1); structure s owns rows `rowOffsets[s]` to `rowOffsets[s + 1] − 1`. */
  readonly rowOffsets: Int32Array;
}

/** @param mergeEqualAtoms false gives every atom a row of its own, for tests */
export function encodeSurrogateGraph(
  batch: StructureBatch,
  buffers: NeighborBuffers = createNeighborBuffers(0),
  mergeEqualAtoms = true,
): SurrogateGraph {
  const list = buildNeighborList(batch, SURROGATE_CUTOFF, buffers);
  const starts = edgeStarts(list, batch.atomicNumbers.length);
  const kinds = mergeEqualAtoms ? findKinds(batch, list, starts) : everyAtom(batch);
  return fillRows(batch, list, starts, kinds);
}

/** (nAtoms + 1), first edge of each atom. */
function edgeStarts({ centers, edgeCount }: NeighborList, nAtoms: number): Int32Array {
  const starts = new Int32Array(nAtoms + 1);
  for (let e = 0; e < edgeCount; e++) starts[centers[e] + 1]++;
  for (let i = 0; i < nAtoms; i++) starts[i + 1] += starts[i];
  return starts;
}

interface Kinds {
  /** (nRows), the first atom of each kind, rising. */
  readonly firstAtoms: readonly number[];
  readonly multiplicities: readonly number[];
  /** (nAtoms) */
  readonly rowOfAtom: Int32Array;
  readonly rowOffsets: Int32Array;
}

function everyAtom({ structureOffsets, atomicNumbers }: StructureBatch): Kinds {
  const firstAtoms = Array.from(atomicNumbers, (_, i) => i);
  return { firstAtoms, multiplicities: firstAtoms.map(() => 1), rowOfAtom: Int32Array.from(firstAtoms), rowOffsets: structureOffsets };
}

function findKinds(batch: StructureBatch, list: NeighborList, starts: Int32Array): Kinds {
  const { structureOffsets, atomicNumbers } = batch;
  const near = refineColors(Float64Array.from(atomicNumbers, Math.sqrt), list, starts);
  const far = refineColors(near, list, starts);
  const isSame = (a: number, b: number): boolean => Math.abs(a - b) <= SAME_COLOR * Math.abs(a);
  const firstAtoms: number[] = [];
  const multiplicities: number[] = [];
  const rowOfAtom = new Int32Array(atomicNumbers.length);
  const rowOffsets = new Int32Array(structureOffsets.length);
  for (let s = 0; s < batchSize(batch); s++) {
    for (let i = structureOffsets[s]; i < structureOffsets[s + 1]; i++) {
      let row = rowOffsets[s];
      for (; row < firstAtoms.length; row++) {
        const k = firstAtoms[row];
        if (atomicNumbers[k] === atomicNumbers[i] && isSame(near[k], near[i]) && isSame(far[k], far[i])) break;
      }
      if (row === firstAtoms.length) {
        firstAtoms.push(i);
        multiplicities.push(0);
      }
      multiplicities[row]++;
      rowOfAtom[i] = row;
    }
    rowOffsets[s + 1] = firstAtoms.length;
  }
  return { firstAtoms, multiplicities, rowOfAtom, rowOffsets };
}

/** New colors of the atoms from the colors around them; positive, of order 1. */
function refineColors(colors: Float64Array, { neighbors, vectors, distances }: NeighborList, starts: Int32Array): Float64Array {
  const refined = new Float64Array(colors.length);
  for (let i = 0; i < colors.length; i++) {
    let [s, x, y, z, xx, yy, zz, xy, yz, zx] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    for (let e = starts[i]; e < starts[i + 1]; e++) {
      const d = distances[e];
      const u = vectors[3 * e] / d;
      const v = vectors[3 * e + 1] / d;
      const w = vectors[3 * e + 2] / d;
      const ratio = d / SURROGATE_CUTOFF;
      const weight = colors[neighbors[e]] * (1 - ratio * ratio) ** 2;
      const directed = weight * ratio;
      s += weight;
      x += directed * u;
      y += directed * v;
      z += directed * w;
      xx += directed * u * u;
      yy += directed * v * v;
      zz += directed * w * w;
      xy += directed * u * v;
      yz += directed * v * w;
      zx += directed * w * u;
    }
    const vector = x * x + y * y + z * z;
    const tensor = xx * xx + yy * yy + zz * zz + 2 * (xy * xy + yz * yz + zx * zx);
    refined[i] = 1 + Math.log1p(0.7 * s + 0.3 * vector + 0.1 * tensor) + 0.1 * colors[i];
  }
  return refined;
}

function fillRows(batch: StructureBatch, { neighbors, vectors }: NeighborList, starts: Int32Array, kinds: Kinds): SurrogateGraph {
  const { firstAtoms, rowOfAtom } = kinds;
  const neighborCount = firstAtoms.reduce((most, i) => Math.max(most, starts[i + 1] - starts[i]), 1);
  const neighborRows = new Int32Array(firstAtoms.length * neighborCount);
  const neighborVectors = new Float32Array(3 * neighborRows.length);
  firstAtoms.forEach((i, row) => {
    const first = row * neighborCount;
    const count = starts[i + 1] - starts[i];
    for (let k = 0; k < count; k++) neighborRows[first + k] = rowOfAtom[neighbors[starts[i] + k]];
    neighborVectors.set(vectors.subarray(3 * starts[i], 3 * starts[i + 1]), 3 * first);
    for (let k = count; k < neighborCount; k++) neighborVectors[3 * (first + k)] = SURROGATE_CUTOFF;
  });
  return {
    rowCount: firstAtoms.length,
    neighborCount,
    atomicNumbers: Int32Array.from(firstAtoms, (i) => batch.atomicNumbers[i]),
    neighborRows,
    neighborVectors,
    multiplicities: Int32Array.from(kinds.multiplicities),
    rowOffsets: kinds.rowOffsets,
  };
}
