import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';

/** A run of structures of a batch as a batch of its own, on the same storage. */
export interface BatchPart {
  readonly batch: StructureBatch;
  readonly firstStructure: number;
  readonly firstAtom: number;
}

/**
 * Directed edges that one call of the graph should have. A call costs about a millisecond whatever its size, and beyond this many edges its
 * intermediate values leave the processor's caches (measured in `benchmarks/potential`).
 */
const EDGES_PER_CALL = 1500;

/** Cut a batch into runs of structures of about `EDGES_PER_CALL` edges, estimated from their densities; every run has at least one structure. */
export function splitBatch(batch: StructureBatch, cutoff: number): BatchPart[] {
  const parts: BatchPart[] = [];
  let first = 0;
  let edges = 0;
  for (let s = 0; s < batchSize(batch); s++) {
    const expected = expectedEdges(batch, s, cutoff);
    if (s > first && edges + expected > EDGES_PER_CALL) {
      parts.push(partOf(batch, first, s));
      first = s;
      edges = 0;
    }
    edges += expected;
  }
  if (first < batchSize(batch)) parts.push(partOf(batch, first, batchSize(batch)));
  return parts;
}

/** Directed edges that a symmetry leaves at least: a site of high symmetry still has some ten shells of neighbors. */
const LEAST_ORBITS = 20;

/** Directed edges within the cutoff at the structure's mean density, or orbits of them, of which few are smaller than the group. */
function expectedEdges({ structureOffsets, lattices, symmetries }: StructureBatch, s: number, cutoff: number): number {
  const [ax, ay, az, bx, by, bz, cx, cy, cz] = lattices.subarray(9 * s, 9 * s + 9);
  const volume = Math.abs(ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx));
  const nAtoms = structureOffsets[s + 1] - structureOffsets[s];
  const edges = (nAtoms * nAtoms * 4 * Math.PI * cutoff ** 3) / (3 * volume);
  const operations = symmetries?.[s]?.operationCount ?? 1;
  return operations === 1 ? edges : Math.min(edges, edges / operations + LEAST_ORBITS);
}

function partOf({ structureOffsets, atomicNumbers, fracCoords, lattices, symmetries }: StructureBatch, first: number, last: number): BatchPart {
  const firstAtom = structureOffsets[first];
  const lastAtom = structureOffsets[last];
  return {
    batch: {
      structureOffsets: structureOffsets.subarray(first, last + 1).map((offset) => offset - firstAtom),
      atomicNumbers: atomicNumbers.subarray(firstAtom, lastAtom),
      fracCoords: fracCoords.subarray(3 * firstAtom, 3 * lastAtom),
      lattices: lattices.subarray(9 * first, 9 * last),
      symmetries: symmetries?.slice(first, last),
    },
    firstStructure: first,
    firstAtom,
  };
}
