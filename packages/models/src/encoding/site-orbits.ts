import type { SiteSymmetry, StructureBatch } from '@kessho/core/crystal/structure-batch';

/** What a symmetry does to sites, worked out once and kept as long as the symmetry lives. Sites are numbered within their structure. */
export interface SiteOrbits {
  readonly symmetry: SiteSymmetry;
  /** (nSites), the first site of the orbit of each. */
  readonly representatives: Int32Array;
  /** (nSites), sites of the orbit of each. */
  readonly sizes: Int32Array;
  /** (nSites), an operation that takes the site to its representative. */
  readonly toRepresentative: Int32Array;
  /** (nSites), the operations that leave the site in its place; empty for sites that do not represent. */
  readonly stabilizers: readonly (readonly number[])[];
}

/** A larger deviation, of lattice vectors relative to themselves, is no symmetry of the structure at hand. Rounding is far below, and so is its effect on forces. */
const TOLERANCE = 1e-8;

const known = new WeakMap<SiteSymmetry, SiteOrbits>();

export function siteOrbits(symmetry: SiteSymmetry): SiteOrbits {
  let orbits = known.get(symmetry);
  if (orbits === undefined) known.set(symmetry, (orbits = findOrbits(symmetry)));
  return orbits;
}

function findOrbits(symmetry: SiteSymmetry): SiteOrbits {
  const { operationCount, permutations } = symmetry;
  const nSites = permutations.length / operationCount;
  const representatives = new Int32Array(nSites).fill(-1);
  const sizes = new Int32Array(nSites);
  const toRepresentative = new Int32Array(nSites);
  const stabilizers: number[][] = Array.from({ length: nSites }, () => []);
  for (let site = 0; site < nSites; site++) {
    if (representatives[site] !== -1) continue;
    for (let g = 0; g < operationCount; g++) {
      const image = permutations[g * nSites + site];
      if (image === site) stabilizers[site].push(g);
      if (representatives[image] === -1) sizes[site]++;
      representatives[image] = site;
    }
  }
  for (let g = 0; g < operationCount; g++) {
    for (let site = 0; site < nSites; site++) {
      if (permutations[g * nSites + site] === representatives[site]) toRepresentative[site] = g;
    }
  }
  for (let site = 0; site < nSites; site++) sizes[site] = sizes[representatives[site]];
  return { symmetry, representatives, sizes, toRepresentative, stabilizers };
}

/**
 * The cells by which images are moved: operation g takes site i to site `permutations[g, i]` plus `[g, i]` (nOperations × nSites × 3).
 * @returns null where an operation is not one of this structure as it stands
 */
export function imageCells(
  { rotations, translations, permutations, operationCount }: SiteSymmetry,
  batch: StructureBatch,
  s: number,
): Int32Array | null {
  const first = batch.structureOffsets[s];
  const nSites = batch.structureOffsets[s + 1] - first;
  const x = batch.fracCoords.subarray(3 * first, 3 * (first + nSites));
  const metric = metricOf(batch.lattices.subarray(9 * s, 9 * s + 9));
  const cells = new Int32Array(3 * permutations.length);
  for (let g = 0; g < operationCount; g++) {
    const w = rotations.subarray(9 * g, 9 * g + 9);
    if (!keepsMetric(w, metric)) return null;
    for (let i = 0; i < nSites; i++) {
      const at = 3 * (g * nSites + i);
      const image = 3 * permutations[g * nSites + i];
      for (let k = 0; k < 3; k++) {
        const moved = w[3 * k] * x[3 * i] + w[3 * k + 1] * x[3 * i + 1] + w[3 * k + 2] * x[3 * i + 2] + translations[3 * g + k] - x[image + k];
        cells[at + k] = Math.round(moved);
        if (Math.abs(moved - cells[at + k]) > TOLERANCE) return null;
      }
    }
  }
  return cells;
}

/** Scalar products aa, ab, ac, bb, bc, cc of the lattice vectors. */
function metricOf([ax, ay, az, bx, by, bz, cx, cy, cz]: Float64Array): number[] {
  return [
    ax * ax + ay * ay + az * az,
    ax * bx + ay * by + az * bz,
    ax * cx + ay * cy + az * cz,
    bx * bx + by * by + bz * bz,
    bx * cx + by * cy + bz * cz,
    cx * cx + cy * cy + cz * cz,
  ];
}

/** Is WᵀGW = G? */
function keepsMetric(w: Float64Array, [aa, ab, ac, bb, bc, cc]: number[]): boolean {
  const product = (p: number, q: number): number =>
    w[p] * (aa * w[q] + ab * w[q + 3] + ac * w[q + 6]) +
    w[p + 3] * (ab * w[q] + bb * w[q + 3] + bc * w[q + 6]) +
    w[p + 6] * (ac * w[q] + bc * w[q + 3] + cc * w[q + 6]);
  const limit = TOLERANCE * Math.max(aa, bb, cc);
  return (
    Math.abs(product(0, 0) - aa) <= limit &&
    Math.abs(product(0, 1) - ab) <= limit &&
    Math.abs(product(0, 2) - ac) <= limit &&
    Math.abs(product(1, 1) - bb) <= limit &&
    Math.abs(product(1, 2) - bc) <= limit &&
    Math.abs(product(2, 2) - cc) <= limit
  );
}
