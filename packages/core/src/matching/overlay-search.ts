/**
 * Lay one primitive Niggli cell over another in every way in which their lattices agree, and measure how far their sites are apart.
 *
 * Steps 3 to 6 of the matcher of pymatgen (S. P. Ong et al., Comput. Mater. Sci. 68, 314 (2013), doi:10.1016/j.commatsci.2012.10.028), with the
 * same verdicts: both cells are scaled to the geometric mean of their volumes; each basis of the first lattice that resembles the second cell is
 * averaged with it, parameter by parameter; one site of the rarest element is moved onto each such site of the other crystal.
 */
import type { MatchableStructure } from './matchable-structure.js';
import type { CellShape } from './lattice-bases.js';
import { cellShape, findBases } from './lattice-bases.js';
import type { MatchingTolerances } from './matching-tolerances.js';
import type { PairingDistances, PairingWorkspace, SiteBlock } from './site-pairing.js';
import { createPairingWorkspace, invertUnimodular, overlayCell, pairSites } from './site-pairing.js';

/** An rms below this, in units of (V/nsites)^(1/3), is a perfect match that no other overlay can better in any way that counts. */
const PERFECT = 1e-5;

/**
 * @param elementOf `elementOf[k]` is the element of `first`, as index, that is laid on element k of `second`; their counts agree
 * @param visit called with the distances of each overlay whose sites all find a partner; true ends the search
 */
export function searchOverlays(
  first: MatchableStructure,
  second: MatchableStructure,
  elementOf: readonly number[],
  tolerances: MatchingTolerances,
  visit: (distances: PairingDistances) => boolean,
): void {
  const scale = (second.volume / first.volume) ** (1 / 6);
  const firstVectors = first.vectors.map((x) => x * scale);
  const target = cellShape(second.vectors.map((x) => x / scale));
  const bases = findBases(firstVectors, target, tolerances.length, tolerances.angle);
  const blocks = elementOf.map((element, k) => ({
    first: first.offsets[element]!,
    second: second.offsets[k]!,
    count: second.offsets[k + 1]! - second.offsets[k]!,
  }));
  const workspace = createPairingWorkspace(first.atomCount, Math.max(...blocks.map((block) => block.count)));
  const positions = new Float64Array(first.fracCoords.length);
  for (let at = 0; at < bases.length; at += 9) {
    transformPositions(first.fracCoords, invertUnimodular(bases, at), positions, true);
    const average = averageCell(cellShape(multiply(bases, at, firstVectors)), target);
    if (searchTranslations(positions, second, blocks, average, tolerances.site, workspace, visit)) return;
  }
}

/** Whether the visitor ended the search. */
function searchTranslations(
  positions: Float64Array,
  second: MatchableStructure,
  blocks: readonly SiteBlock[],
  { metric, volume, reciprocalLengths }: AverageCell,
  siteTolerance: number,
  workspace: PairingWorkspace,
  visit: (distances: PairingDistances) => boolean,
): boolean {
  const unitLength = Math.cbrt(volume / second.atomCount);
  const reach = 2 * siteTolerance * unitLength;
  const tolerance = reciprocalLengths.map((length) => reach * length) as [number, number, number];
  const pivots = blocks[second.rarest]!;
  let overlay: { readonly cell: ReturnType<typeof overlayCell>; readonly first: Float64Array; readonly second: Float64Array } | null = null;
  const shifted = new Float64Array(second.fracCoords.length);
  const shift = new Float64Array(3);
  for (let pivot = pivots.first; pivot < pivots.first + pivots.count; pivot++) {
    for (let axis = 0; axis < 3; axis++) shift[axis] = positions[3 * pivot + axis]! - second.fracCoords[3 * pivots.second + axis]!;
    if (!everySiteHasPartner(positions, second.fracCoords, shift, blocks, tolerance)) continue;
    if (overlay === null) {
      const cell = overlayCell(metric, reach);
      overlay = {
        cell,
        first: transformPositions(positions, cell.inverse, new Float64Array(positions.length), false),
        second: transformPositions(second.fracCoords, cell.inverse, new Float64Array(positions.length), false),
      };
    }
    transformPositions(shift, overlay.cell.inverse, shift, false);
    for (let k = 0; k < shifted.length; k++) shifted[k] = overlay.second[k]! + shift[k % 3]!;
    const distances = pairSites(overlay.first, shifted, blocks, overlay.cell, unitLength, workspace);
    if (distances !== null && (visit(distances) || distances.rms < PERFECT)) return true;
  }
  return false;
}

/** Quick necessary test: each site of the second crystal has one of its element in a box around it; one such site may serve several. */
function everySiteHasPartner(
  positions: Float64Array,
  others: Float64Array,
  shift: Float64Array,
  blocks: readonly SiteBlock[],
  [toleranceA, toleranceB, toleranceC]: readonly [number, number, number],
): boolean {
  for (const { first, second, count } of blocks) {
    for (let i = second; i < second + count; i++) {
      const x = others[3 * i]! + shift[0]!;
      const y = others[3 * i + 1]! + shift[1]!;
      const z = others[3 * i + 2]! + shift[2]!;
      let found = false;
      for (let j = first; j < first + count && !found; j++) {
        const da = x - positions[3 * j]!;
        if (Math.abs(da - Math.round(da)) > toleranceA) continue;
        const db = y - positions[3 * j + 1]!;
        if (Math.abs(db - Math.round(db)) > toleranceB) continue;
        const dc = z - positions[3 * j + 2]!;
        found = Math.abs(dc - Math.round(dc)) <= toleranceC;
      }
      if (!found) return false;
    }
  }
  return true;
}

interface AverageCell {
  /** (9) Gram matrix, Å². */
  readonly metric: Float64Array;
  /** Å³. */
  readonly volume: number;
  /** Å⁻¹, without 2π: inverse plane spacings. */
  readonly reciprocalLengths: readonly [number, number, number];
}

/** The cell whose lengths and angles are the means of two cells'. It closes, since the angles that close a cell form a convex set. */
function averageCell(one: CellShape, other: CellShape): AverageCell {
  const [a, b, c] = one.lengths.map((length, k) => (length + other.lengths[k]!) / 2) as [number, number, number];
  const [ca, cb, cg] = one.angles.map((angle, k) => Math.cos((((angle + other.angles[k]!) / 2) * Math.PI) / 180)) as [number, number, number];
  const openness = Math.sqrt(1 - ca * ca - cb * cb - cg * cg + 2 * ca * cb * cg);
  return {
    metric: Float64Array.of(a * a, a * b * cg, a * c * cb, a * b * cg, b * b, b * c * ca, a * c * cb, b * c * ca, c * c),
    volume: a * b * c * openness,
    reciprocalLengths: [Math.sqrt(1 - ca * ca) / (a * openness), Math.sqrt(1 - cb * cb) / (b * openness), Math.sqrt(1 - cg * cg) / (c * openness)],
  };
}

function multiply(matrices: Int32Array, at: number, vectors: Float64Array): Float64Array {
  const product = new Float64Array(9);
  for (let i = 0; i < 3; i++)
    for (let j = 0; j < 3; j++)
      product[3 * i + j] =
        matrices[at + 3 * i]! * vectors[j]! + matrices[at + 3 * i + 1]! * vectors[3 + j]! + matrices[at + 3 * i + 2]! * vectors[6 + j]!;
  return product;
}

/** Rows of fractional positions times an integer matrix, wrapped into [0, 1) if asked for. */
function transformPositions(positions: Float64Array, matrix: Int32Array, output: Float64Array, wrapped: boolean): Float64Array {
  for (let k = 0; k < positions.length; k += 3) {
    const x = positions[k]!;
    const y = positions[k + 1]!;
    const z = positions[k + 2]!;
    for (let axis = 0; axis < 3; axis++) {
      const moved = x * matrix[axis]! + y * matrix[3 + axis]! + z * matrix[6 + axis]!;
      output[k + axis] = wrapped ? moved - Math.floor(moved) : moved;
    }
  }
  return output;
}
