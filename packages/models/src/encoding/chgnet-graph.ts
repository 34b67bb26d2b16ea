/**
 * Structures as the tensors of CHGNet's ONNX graph: encoder `chgnet-graph`, version 2.
 *
 * Rows stand for orbits: of atoms, of pairs of atoms within 6 Å (edges; those shorter than 3 Å, "bonds", stand before the others), and of pairs of bonds
 * that leave one atom (angles); a bond between an atom and its own image leaves that atom twice. Each row has the number of members of its orbit. In a
 * structure whose symmetry is not given every orbit has one member. The first edge and the first angle are empty and count 0: sums over rows are made of
 * groups of equal size, filled up with them. Agrees with `training/potential/encode_structure.py` up to the order of rows.
 */
import type { StructureBatch } from '@kessho/core/crystal/structure-batch';
import { batchSize } from '@kessho/core/crystal/structure-batch';
import type { NeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import { createNeighborBuffers } from '@kessho/core/neighbors/neighbor-buffers';
import type { NeighborList } from '@kessho/core/neighbors/neighbor-list';
import { buildNeighborList } from '@kessho/core/neighbors/neighbor-list';
import type { AngleRows } from './angle-rows.js';
import { appendAngles, createAngleRows } from './angle-rows.js';
import { assertApart } from './assert-apart.js';
import type { CenteredList, EdgeRows } from './edge-rows.js';
import { appendOrbitEdges, appendPlainEdges, createEdgeRows, edgeTurner } from './edge-rows.js';
import type { GroupTable, RowGroups } from './row-groups.js';
import { groupRows, tableOfGroups } from './row-groups.js';
import type { SiteOrbits } from './site-orbits.js';
import { imageCells, siteOrbits } from './site-orbits.js';

export const CHGNET_ENCODER = { name: 'chgnet-graph', version: 2 } as const;

/** Å. */
export const CHGNET_ATOM_CUTOFF = 6;
/** Å. */
export const CHGNET_BOND_CUTOFF = 3;

/** CHGNet takes the arccosine of this times the cosine, which keeps its derivative finite. */
export const CHGNET_COSINE_SHRINK = 1 - 1e-6;
/** Å and rad, of the empty rows. */
const EMPTY_DISTANCE = 1.5;
const EMPTY_ANGLE = Math.PI / 2;

export interface ChgnetGraph {
  /** Directed edges that leave representative atoms, the source of all geometry; valid until the next call with the same buffers. */
  readonly list: NeighborList;
  /** (nStructures), null where the symmetry is not known or not used. */
  readonly orbits: readonly (SiteOrbits | null)[];

  /** (nAtoms of the batch), the row of each atom's orbit. */
  readonly atomRows: Int32Array;
  readonly atomicNumbers: Int32Array;
  /** (nAtomRows), as all counts the members of each orbit. */
  readonly atomCounts: Float32Array;

  readonly bondCount: number;
  /** (nEdges), Å. */
  readonly distances: Float32Array;
  /** (2 × nEdges), rows of atoms, first all of one end, then all of the other. */
  readonly edgeIndex: Int32Array;
  readonly edgeCounts: Float32Array;
  /** (nEdges), an edge of each orbit in the list; without meaning for row 0. */
  readonly edgeSources: Int32Array;
  readonly edgeGroups: RowGroups;
  readonly atomEdgeGroups: GroupTable;

  /** (nAngles), rad. */
  readonly angles: Float32Array;
  /** (nAngles), as they are, before CHGNet shrinks them. */
  readonly cosines: Float64Array;
  /** (2 × nAngles), rows of bonds, the first ones of all angles, then the second ones. */
  readonly angleIndex: Int32Array;
  /** (nAngles), rows of atoms. */
  readonly angleCenter: Int32Array;
  readonly angleCounts: Float32Array;
  /** (2 × nAngles), both bonds of an angle of each orbit in the list, as they leave the center; without meaning for row 0. */
  readonly angleSources: Int32Array;
  readonly angleGroups: RowGroups;
  readonly bondAngleGroups: GroupTable;
  readonly atomAngleGroups: GroupTable;
}

/** @throws {ModelContractViolatedError} for two atoms on one place, where no direction exists */
export function encodeChgnetGraph(batch: StructureBatch, buffers: NeighborBuffers = createNeighborBuffers(0)): ChgnetGraph {
  const symmetries = usableSymmetries(batch);
  const atoms = encodeAtoms(batch, symmetries);
  const list = withCenterStarts(buildNeighborList(batch, CHGNET_ATOM_CUTOFF, buffers, atoms.isCenter), batch.atomicNumbers.length);
  assertApart(list);
  const edges = createEdgeRows(list.edgeCount);
  const angles = createAngleRows();
  for (let s = 0; s < batchSize(batch); s++) encodeStructure(batch, s, symmetries[s], list, edges, angles);
  return {
    list,
    orbits: symmetries.map((symmetry) => symmetry?.orbits ?? null),
    atomRows: atoms.rows,
    atomicNumbers: atoms.atomicNumbers,
    atomCounts: atoms.counts,
    ...encodeEdges(list, edges, atoms.rows, atoms.counts.length),
    ...encodeAngles(list, edges, angles, atoms.rows, atoms.counts.length),
  };
}

interface UsableSymmetry {
  readonly orbits: SiteOrbits;
  /** See `imageCells`. */
  readonly cells: Int32Array;
}

function usableSymmetries(batch: StructureBatch): (UsableSymmetry | null)[] {
  return Array.from({ length: batchSize(batch) }, (_, s) => {
    const symmetry = batch.symmetries?.[s] ?? null;
    if (symmetry === null || symmetry.operationCount === 1) return null;
    const cells = imageCells(symmetry, batch, s);
    return cells === null ? null : { orbits: siteOrbits(symmetry), cells };
  });
}

interface AtomRows {
  readonly rows: Int32Array;
  readonly atomicNumbers: Int32Array;
  readonly counts: Float32Array;
  /** (nAtoms), 1 for representatives. */
  readonly isCenter: Uint8Array;
}

function encodeAtoms({ structureOffsets, atomicNumbers }: StructureBatch, symmetries: readonly (UsableSymmetry | null)[]): AtomRows {
  const rows = new Int32Array(atomicNumbers.length);
  const isCenter = new Uint8Array(atomicNumbers.length);
  const representatives: number[] = [];
  const counts: number[] = [];
  symmetries.forEach((symmetry, s) => {
    const first = structureOffsets[s];
    for (let atom = first; atom < structureOffsets[s + 1]; atom++) {
      const representative = symmetry === null ? atom : first + symmetry.orbits.representatives[atom - first];
      isCenter[atom] = representative === atom ? 1 : 0;
      rows[atom] = representative === atom ? representatives.push(atom) - 1 : rows[representative];
      if (representative === atom) counts.push(symmetry?.orbits.sizes[atom - first] ?? 1);
    }
  });
  return { rows, isCenter, atomicNumbers: Int32Array.from(representatives, (atom) => atomicNumbers[atom]), counts: Float32Array.from(counts) };
}

function withCenterStarts(list: NeighborList, nAtoms: number): CenteredList {
  const centerStarts = new Int32Array(nAtoms + 1);
  for (const center of list.centers) centerStarts[center + 1]++;
  for (let atom = 0; atom < nAtoms; atom++) centerStarts[atom + 1] += centerStarts[atom];
  return { ...list, centerStarts };
}

function encodeStructure(
  { structureOffsets }: StructureBatch,
  s: number,
  symmetry: UsableSymmetry | null,
  list: CenteredList,
  edges: EdgeRows,
  angles: AngleRows,
): void {
  const firstAtom = structureOffsets[s];
  const [from, to] = [list.edgeOffsets[s], list.edgeOffsets[s + 1]];
  if (symmetry === null) {
    appendPlainEdges(list, from, to, CHGNET_BOND_CUTOFF, edges);
    for (let atom = firstAtom; atom < structureOffsets[s + 1]; atom++) appendAngles(list, atom, edges.bondOf, null, 1, angles);
    return;
  }
  const { orbits, cells } = symmetry;
  appendOrbitEdges(list, from, to, CHGNET_BOND_CUTOFF, { orbits, cells, firstAtom }, edges);
  const turn = edgeTurner(list, orbits, cells, firstAtom);
  orbits.stabilizers.forEach((operations, site) => {
    if (operations.length > 0) appendAngles(list, firstAtom + site, edges.bondOf, { operations, turn }, orbits.sizes[site], angles);
  });
}

function encodeEdges(
  { centers, neighbors, distances: lengths }: NeighborList,
  { bonds, others }: EdgeRows,
  atomRows: Int32Array,
  atomRowCount: number,
) {
  const edgeCount = bonds.length + others.length;
  const edgeSources = new Int32Array(edgeCount);
  edgeSources.set(bonds.edges.subarray(0, bonds.length));
  edgeSources.set(others.edges.subarray(0, others.length), bonds.length);
  const edgeCounts = new Float32Array(edgeCount);
  edgeCounts.set(bonds.counts.subarray(0, bonds.length));
  edgeCounts.set(others.counts.subarray(0, others.length), bonds.length);
  const distances = new Float32Array(edgeCount).fill(EMPTY_DISTANCE);
  const edgeIndex = new Int32Array(2 * edgeCount);
  for (let row = 1; row < edgeCount; row++) {
    const e = edgeSources[row];
    distances[row] = lengths[e];
    edgeIndex[row] = atomRows[centers[e]];
    edgeIndex[edgeCount + row] = atomRows[neighbors[e]];
  }
  const keys = Int32Array.from(edgeIndex);
  keys[0] = keys[edgeCount] = -1;
  const edgeGroups = groupRows(keys, atomRowCount);
  return {
    bondCount: bonds.length,
    distances,
    edgeIndex,
    edgeCounts,
    edgeSources,
    edgeGroups,
    atomEdgeGroups: tableOfGroups(edgeGroups.keys, atomRowCount),
  };
}

function encodeAngles(
  { vectors, distances }: NeighborList,
  { bonds, bondOf }: EdgeRows,
  { edges, spokes, counts, spokeBonds, spokeAtoms }: AngleRows,
  atomRows: Int32Array,
  atomRowCount: number,
) {
  const angleCount = counts.length;
  const [angles, cosines] = [new Float32Array(angleCount).fill(EMPTY_ANGLE), new Float64Array(angleCount)];
  const [angleIndex, angleCenter, angleSources] = [new Int32Array(2 * angleCount), new Int32Array(angleCount), new Int32Array(2 * angleCount)];
  const keys = new Int32Array(2 * angleCount).fill(-1);
  for (let row = 1; row < angleCount; row++) {
    const [p, q] = [edges[0][row], edges[1][row]];
    const dot = vectors[3 * p] * vectors[3 * q] + vectors[3 * p + 1] * vectors[3 * q + 1] + vectors[3 * p + 2] * vectors[3 * q + 2];
    cosines[row] = Math.max(-1, Math.min(1, dot / (distances[p] * distances[q])));
    angles[row] = Math.acos(CHGNET_COSINE_SHRINK * cosines[row]);
    angleIndex[row] = bondOf[p];
    angleIndex[angleCount + row] = bondOf[q];
    angleCenter[row] = atomRows[spokeAtoms[spokes[0][row]]];
    angleSources[row] = p;
    angleSources[angleCount + row] = q;
    keys[row] = spokes[0][row];
    keys[angleCount + row] = spokes[1][row];
  }
  const angleGroups = groupRows(keys, spokeBonds.length);
  const ofSpoke = (targets: (spoke: number) => number): Int32Array => angleGroups.keys.map((spoke) => (spoke < 0 ? -1 : targets(spoke)));
  return {
    angles,
    cosines,
    angleIndex,
    angleCenter,
    angleCounts: Float32Array.from(counts),
    angleSources,
    angleGroups,
    bondAngleGroups: tableOfGroups(
      ofSpoke((spoke) => spokeBonds[spoke]),
      bonds.length,
    ),
    atomAngleGroups: tableOfGroups(
      ofSpoke((spoke) => atomRows[spokeAtoms[spoke]]),
      atomRowCount,
    ),
  };
}
