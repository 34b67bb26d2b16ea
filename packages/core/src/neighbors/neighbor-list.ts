/**
 * All pairs of atoms closer than a cutoff in periodic structures of any cell shape, with every image, an atom's own images included.
 *
 * The lattice is turned so that only a has an x component and only a and b have a y component (the triangular factor of a QR decomposition).
 * For a pair with fractional difference d and image t the three bounds on t_a, t_b, t_c then follow one from another, as in the enumeration of
 * lattice vectors by Fincke and Pohst (Math. Comp. 44, 463 (1985), doi:10.1090/S0025-5718-1985-0777278-8): hardly a visited image is not an edge,
 * however flat or sheared the cell. Large cells sort their atoms into bins first. Agrees with the lists of pymatgen and ASE.
 */
import type { StructureBatch } from '../crystal/structure-batch.js';
import { batchSize } from '../crystal/structure-batch.js';
import type { CellBins } from './cell-bins.js';
import { createCellBins, gatherCandidates } from './cell-bins.js';
import { InvalidCutoffError } from './image-range.js';
import type { NeighborBuffers } from './neighbor-buffers.js';
import { createNeighborBuffers, growNeighborBuffers } from './neighbor-buffers.js';

/** Directed edges in the order of center, neighbor, image; the edge j→i is there exactly if i→j is and both are centers. */
export interface NeighborList {
  readonly edgeCount: number;
  /** (nEdges), index of the atom in the batch. */
  readonly centers: Int32Array;
  /** (nEdges), index of the atom in the batch. */
  readonly neighbors: Int32Array;
  /** (nEdges × 3), cells by which the neighbor is moved from its position in the batch, which need not be wrapped. */
  readonly images: Int32Array;
  /** (nEdges × 3), Å, r_neighbor + image · lattice − r_center. */
  readonly vectors: Float64Array;
  /** (nEdges), Å; 0 for two atoms on one place. */
  readonly distances: Float64Array;
  /** (nStructures + 1); structure s owns edges `edgeOffsets[s]` to `edgeOffsets[s + 1] − 1`. */
  readonly edgeOffsets: Int32Array;
}

/** Cells with fewer atoms than this are not worth binning. */
const MINIMAL_BINNED_ATOMS = 100;

/** Widening of the squared cutoff in the bounds, well above rounding; the exact test follows. */
const BOUND_MARGIN = 1e-9;

/**
 * @param cutoff Å, finite, ≥ 0; a pair at exactly the cutoff is decided by rounding, alike in both directions
 * @param isCenter (nAtoms), 0 for atoms whose own edges are not wanted; all are if left out
 * @param output buffers to write into; the list is a view of them, overwritten by the next call that is given them. Fresh ones if left out.
 * @throws {InvalidCutoffError} for any other cutoff
 */
export function buildNeighborList(batch: StructureBatch, cutoff: number, output?: NeighborBuffers, isCenter?: Uint8Array): NeighborList {
  if (!(cutoff >= 0 && cutoff < Infinity)) throw new InvalidCutoffError(cutoff);
  const buffers = output ?? createNeighborBuffers(estimateEdgeCount(batch, cutoff));
  const edgeOffsets = new Int32Array(batchSize(batch) + 1);
  let edgeCount = 0;
  for (let s = 0; s < batchSize(batch); s++) {
    edgeCount = appendStructure(batch, s, cutoff, buffers, edgeCount, isCenter);
    edgeOffsets[s + 1] = edgeCount;
  }
  return {
    edgeCount,
    centers: buffers.centers.subarray(0, edgeCount),
    neighbors: buffers.neighbors.subarray(0, edgeCount),
    images: buffers.images.subarray(0, 3 * edgeCount),
    vectors: buffers.vectors.subarray(0, 3 * edgeCount),
    distances: buffers.distances.subarray(0, edgeCount),
    edgeOffsets,
  };
}

/** Append the edges of structure s after the first `edge`; returns the new number of edges. */
function appendStructure(
  batch: StructureBatch,
  s: number,
  cutoff: number,
  buffers: NeighborBuffers,
  edge: number,
  isCenter: Uint8Array | undefined,
): number {
  const first = batch.structureOffsets[s]!;
  const last = batch.structureOffsets[s + 1]!;
  const frac = batch.fracCoords;
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = batch.lattices.subarray(9 * s, 9 * s + 9) as unknown as NineNumbers;
  const triangle = triangularFactor(batch.lattices.subarray(9 * s, 9 * s + 9));
  const { a1, a2, a3, b2, b3, c3 } = triangle;
  const limit = cutoff * cutoff;
  const bound = limit * (1 + BOUND_MARGIN) + Number.MIN_VALUE;
  const reachA = Math.sqrt(bound) / a1;
  const bins = binsFor(batch, s, triangle, cutoff);
  const candidates = new Int32Array(bins === null ? 0 : last - first);
  let { centers, neighbors, images, vectors, distances } = buffers;
  let capacity = centers.length;

  for (let i = first; i < last; i++) {
    if (isCenter?.[i] === 0) continue;
    const visits = bins === null ? last - first : gatherCandidates(bins, i - first, candidates);
    for (let v = 0; v < visits; v++) {
      const j = first + (bins === null ? v : candidates[v]!);
      const da = frac[3 * j]! - frac[3 * i]!;
      const db = frac[3 * j + 1]! - frac[3 * i + 1]!;
      const dc = frac[3 * j + 2]! - frac[3 * i + 2]!;
      const lastA = Math.floor(reachA - da);
      for (let ta = Math.ceil(-reachA - da); ta <= lastA; ta++) {
        const ua = da + ta;
        const roomA = bound - a1 * a1 * ua * ua;
        if (roomA < 0) continue;
        const middleB = (-a2 * ua) / b2 - db;
        const reachB = Math.sqrt(roomA) / b2;
        const lastB = Math.floor(middleB + reachB);
        for (let tb = Math.ceil(middleB - reachB); tb <= lastB; tb++) {
          const ub = db + tb;
          const y = a2 * ua + b2 * ub;
          const roomB = roomA - y * y;
          if (roomB < 0) continue;
          const middleC = -(a3 * ua + b3 * ub) / c3 - dc;
          const reachC = Math.sqrt(roomB) / c3;
          const lastC = Math.floor(middleC + reachC);
          const firstC = Math.ceil(middleC - reachC);
          if (edge + lastC - firstC + 1 > capacity) {
            growNeighborBuffers(buffers, edge + lastC - firstC + 1, edge);
            ({ centers, neighbors, images, vectors, distances } = buffers);
            capacity = centers.length;
          }
          for (let tc = firstC; tc <= lastC; tc++) {
            const uc = dc + tc;
            const dx = ua * ax + ub * bx + uc * cx;
            const dy = ua * ay + ub * by + uc * cy;
            const dz = ua * az + ub * bz + uc * cz;
            const squared = dx * dx + dy * dy + dz * dz;
            if (squared > limit || (i === j && ta === 0 && tb === 0 && tc === 0)) continue;
            centers[edge] = i;
            neighbors[edge] = j;
            images[3 * edge] = ta;
            images[3 * edge + 1] = tb;
            images[3 * edge + 2] = tc;
            vectors[3 * edge] = dx;
            vectors[3 * edge + 1] = dy;
            vectors[3 * edge + 2] = dz;
            distances[edge] = Math.sqrt(squared);
            edge++;
          }
        }
      }
    }
  }
  return edge;
}

type NineNumbers = readonly [number, number, number, number, number, number, number, number, number];

/** Components of a, b, c on orthonormal axes 1 ⟂ b and c, 2 ⟂ c, 3 ∥ c; those not named are 0, and a1, b2, c3 are positive. */
interface TriangularFactor {
  readonly a1: number;
  readonly a2: number;
  readonly a3: number;
  readonly b2: number;
  readonly b3: number;
  readonly c3: number;
}

function triangularFactor(lattice: Float64Array): TriangularFactor {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = lattice as unknown as NineNumbers;
  const c3 = Math.hypot(cx, cy, cz);
  const a3 = (ax * cx + ay * cy + az * cz) / c3;
  const b3 = (bx * cx + by * cy + bz * cz) / c3;
  // |b × c| / |c|, not √(|b|² − b3²), which loses its digits in a flat cell.
  const b2 = Math.hypot(by * cz - bz * cy, bz * cx - bx * cz, bx * cy - by * cx) / c3;
  const a2 = (ax * bx + ay * by + az * bz - a3 * b3) / b2;
  const determinant = ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  return { a1: Math.abs(determinant) / (b2 * c3), a2, a3, b2, b3, c3 };
}

function binsFor(batch: StructureBatch, s: number, { a1, a2, a3, b2, b3, c3 }: TriangularFactor, cutoff: number): CellBins | null {
  const first = batch.structureOffsets[s]!;
  const last = batch.structureOffsets[s + 1]!;
  if (last - first < MINIMAL_BINNED_ATOMS || cutoff === 0) return null;
  // Plane spacings V/|b×c|, V/|c×a|, V/|a×b|, in the turned frame.
  const volume = a1 * b2 * c3;
  const areaAB = Math.hypot(a1 * b2, a1 * b3, a2 * b3 - a3 * b2);
  return createCellBins(batch.fracCoords.subarray(3 * first, 3 * last), [a1, volume / (c3 * Math.hypot(a1, a2)), volume / areaAB], cutoff);
}

function estimateEdgeCount(batch: StructureBatch, cutoff: number): number {
  let edges = 0;
  for (let s = 0; s < batchSize(batch); s++) {
    const nAtoms = batch.structureOffsets[s + 1]! - batch.structureOffsets[s]!;
    const { a1, b2, c3 } = triangularFactor(batch.lattices.subarray(9 * s, 9 * s + 9));
    edges += (((4 / 3) * Math.PI * cutoff ** 3 * nAtoms) / (a1 * b2 * c3)) * nAtoms * 1.1 + nAtoms;
  }
  return Math.min(Math.ceil(edges), 1 << 24);
}
