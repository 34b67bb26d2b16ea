/**
 * One row for each orbit of undirected edges. Without symmetry an orbit is one edge; with it only the edges that leave representative sites are in the
 * list, and what the operations that keep a site make of its edges, and of their opposites, is one row.
 */
import type { NeighborList } from '@kessho/core/neighbors/neighbor-list';
import type { SiteOrbits } from './site-orbits.js';

/** A neighbor list with the place of each center's edges in it. */
export interface CenteredList extends NeighborList {
  /** (nAtoms + 1) */
  readonly centerStarts: Int32Array;
}

/** Rows under construction; what `rows` hold are indices of the list. Row 0 is empty. */
export interface EdgeRows {
  /** An edge of each row of bonds, and the edges of its orbit. */
  readonly bonds: RowList;
  /** The same of all longer edges. */
  readonly others: RowList;
  /** (edges of the list), the row of bonds that a directed edge belongs to; 0 for longer edges. */
  readonly bondOf: Int32Array;
}

interface RowList {
  length: number;
  readonly edges: Int32Array;
  readonly counts: Float32Array;
}

export function createEdgeRows(edgeCount: number): EdgeRows {
  const createRows = (length: number): RowList => ({ length, edges: new Int32Array(edgeCount + 1), counts: new Float32Array(edgeCount + 1) });
  return { bonds: createRows(1), others: createRows(0), bondOf: new Int32Array(edgeCount) };
}

function appendRow(rows: RowList, edge: number, count: number): number {
  rows.edges[rows.length] = edge;
  rows.counts[rows.length] = count;
  return rows.length++;
}

/** Append every pair of the edges `from` to `to` − 1 of the list, all edges of one structure. */
export function appendPlainEdges(list: CenteredList, from: number, to: number, bondCutoff: number, rows: EdgeRows): void {
  const { centers, neighbors, images, distances } = list;
  for (let e = from; e < to; e++) {
    const i = centers[e];
    const j = neighbors[e];
    if (i > j || (i === j && !isForward(images, 3 * e))) continue;
    if (distances[e] < bondCutoff) {
      rows.bondOf[e] = appendRow(rows.bonds, e, 1);
      rows.bondOf[findEdge(list, j, i, -images[3 * e], -images[3 * e + 1], -images[3 * e + 2])] = rows.bondOf[e];
    } else appendRow(rows.others, e, 1);
  }
}

/** Of an image and its opposite exactly one is forward. */
function isForward(images: Int32Array, at: number): boolean {
  const first = images[at] || images[at + 1] || images[at + 2];
  return first > 0;
}

/**
 * Append the orbits of the edges `from` to `to` − 1 of the list, all edges that leave representative sites of one structure.
 * @param firstAtom of the structure
 * @param cells as `imageCells` gives them
 */
export function appendOrbitEdges(
  list: CenteredList,
  from: number,
  to: number,
  bondCutoff: number,
  { orbits, cells, firstAtom }: { readonly orbits: SiteOrbits; readonly cells: Int32Array; readonly firstAtom: number },
  rows: EdgeRows,
): void {
  const { centers, neighbors, distances } = list;
  const { sizes, toRepresentative, stabilizers } = orbits;
  const turn = edgeTurner(list, orbits, cells, firstAtom);

  // directed edges that leave one site, by what its stabilizer makes of them
  const classOf = new Int32Array(to - from).fill(-1);
  const classEdges: number[] = [];
  const classSizes: number[] = [];
  for (let e = from; e < to; e++) {
    if (classOf[e - from] !== -1) continue;
    let size = 0;
    for (const g of stabilizers[centers[e] - firstAtom]) {
      const image = turn(g, e);
      if (image === -1 || classOf[image - from] !== -1) continue;
      classOf[image - from] = classEdges.length;
      size++;
    }
    classEdges.push(e);
    classSizes.push(size);
  }

  // a class and that of its opposite edges, often the same one, are a row
  const bondOfClass = new Int32Array(classEdges.length);
  for (let c = 0; c < classEdges.length; c++) {
    const e = classEdges[c];
    const opposite = turn(toRepresentative[neighbors[e] - firstAtom], e, true);
    // what lies exactly at the cutoff may miss its opposite, and weighs nothing
    if (opposite === -1) continue;
    const other = classOf[opposite - from];
    if (other < c) continue;
    const count = (classSizes[c] * sizes[centers[e] - firstAtom]) / (other === c ? 2 : 1);
    if (distances[e] < bondCutoff) bondOfClass[c] = bondOfClass[other] = appendRow(rows.bonds, e, count);
    else appendRow(rows.others, e, count);
  }
  for (let e = from; e < to; e++) rows.bondOf[e] = bondOfClass[classOf[e - from]];
}

/**
 * What operations make of edges: (operation, edge, reversed?) to the index of the image in the list, −1 for none. The image's center, of an edge that is
 * not reversed that of the edge, otherwise its neighbor, must be a representative.
 */
export function edgeTurner(
  list: CenteredList,
  { symmetry: { rotations, permutations }, representatives }: SiteOrbits,
  cells: Int32Array,
  firstAtom: number,
): (g: number, e: number, reversed?: boolean) => number {
  const { centers, neighbors, images } = list;
  const nSites = representatives.length;
  return (g, e, reversed = false) => {
    const w = 9 * g;
    const ta = images[3 * e];
    const tb = images[3 * e + 1];
    const tc = images[3 * e + 2];
    const i = g * nSites + centers[e] - firstAtom;
    const j = g * nSites + neighbors[e] - firstAtom;
    const a = rotations[w] * ta + rotations[w + 1] * tb + rotations[w + 2] * tc + cells[3 * j] - cells[3 * i];
    const b = rotations[w + 3] * ta + rotations[w + 4] * tb + rotations[w + 5] * tc + cells[3 * j + 1] - cells[3 * i + 1];
    const c = rotations[w + 6] * ta + rotations[w + 7] * tb + rotations[w + 8] * tc + cells[3 * j + 2] - cells[3 * i + 2];
    const center = firstAtom + permutations[i];
    const neighbor = firstAtom + permutations[j];
    return reversed ? findEdge(list, neighbor, center, -a, -b, -c) : findEdge(list, center, neighbor, a, b, c);
  };
}

/** Index of an edge in the list, whose edges are sorted by center, neighbor and image; −1 for none. */
function findEdge({ centerStarts, neighbors, images }: CenteredList, center: number, neighbor: number, a: number, b: number, c: number): number {
  let low = centerStarts[center];
  let high = centerStarts[center + 1] - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const order = neighbors[middle] - neighbor || images[3 * middle] - a || images[3 * middle + 1] - b || images[3 * middle + 2] - c;
    if (order === 0) return middle;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
