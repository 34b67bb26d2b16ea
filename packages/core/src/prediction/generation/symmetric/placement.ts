/**
 * The rejection loop: orbit by orbit into a given lattice, without allocating.
 *
 * By symmetry every pair of sites that involves a new orbit is equivalent to one that involves its first site, so one row of distances decides.
 * Images: with h the spacing of lattice planes along an axis, an image at fractional difference f + t is nearer than r only if |f + t| < r/h
 * (h is the reciprocal of |a*|), so the translations t are those whole numbers and no others; for most pairs there are none. Exact for any cell shape.
 */
import type { OrbitTable } from './orbit-table.js';

/** One orbit to place: its table and which element sits on it. */
export interface PlacedOrbit {
  readonly table: OrbitTable;
  /** Index into the composition. */
  readonly element: number;
  /** (n × 3) known values of x, y, z for such an orbit; null where none are known. */
  readonly pool: Float64Array | null;
}

export interface Placement {
  /** In the order in which they are placed: few free coordinates before many, so that what cannot be fails early; then bulky elements and large orbits first. */
  readonly orbits: readonly PlacedOrbit[];
  /** Sites in the primitive cell. */
  readonly nSites: number;
  /** (nSites), index into the composition. */
  readonly elements: Int32Array;
  /** (nSites × 3), fractional, not wrapped; orbits one after the other. */
  readonly fracCoords: Float64Array;
}

/** Where a try ended: `no-room-on-line` for an orbit with one free coordinate, `no-room` for one with more. */
export type PlacementOutcome = 'placed' | 'lattice-too-short' | 'fixed-sites-too-close' | 'no-room-on-line' | 'no-room';

/** Fresh coordinates for one orbit in one lattice before the crystal is given up: early in small cells, where a lattice is quickly filled. */
const triesFor = (degreesOfFreedom: number, nSites: number): number => (degreesOfFreedom === 0 ? 1 : degreesOfFreedom === 1 ? 10 : 16 + nSites);

/** @param bulk per element, how much room it takes from the others: the hardest go first */
export function createPlacement(orbits: readonly PlacedOrbit[], bulk: readonly number[]): Placement {
  const ordered = [...orbits].sort(
    (p, q) =>
      p.table.degreesOfFreedom - q.table.degreesOfFreedom ||
      (bulk[q.element] as number) - (bulk[p.element] as number) ||
      q.table.multiplicity - p.table.multiplicity,
  );
  const nSites = ordered.reduce((sum, { table }) => sum + table.multiplicity, 0);
  const elements = new Int32Array(nSites);
  let site = 0;
  for (const { table, element } of ordered) {
    elements.fill(element, site, site + table.multiplicity);
    site += table.multiplicity;
  }
  return { orbits: ordered, nSites, elements, fracCoords: new Float64Array(3 * nSites) };
}

/**
 * Fill `placement.fracCoords` with random coordinates that keep the distances.
 * @param vectors (9), rows of the primitive cell, Å
 * @param minimalDistances (nElements × nElements), Å
 * @param blur (3), largest fractional shift of a known coordinate along a, b, c, which are drawn in the first half of the tries; null draws all
 * coordinates uniformly
 */
export function placeOrbits(
  placement: Placement,
  vectors: Float64Array,
  minimalDistances: Float64Array,
  nElements: number,
  uniform: () => number,
  blur: Float64Array | null,
): PlacementOutcome {
  const { orbits, elements, fracCoords } = placement;
  setMetric(vectors);
  if (!imagesKeepDistance(vectors, placement, minimalDistances, nElements)) return 'lattice-too-short';
  let start = 0;
  for (let o = 0; o < orbits.length; o++) {
    const { table, pool } = orbits[o]!;
    const { multiplicity, degreesOfFreedom, expressions } = table;
    const tries = triesFor(degreesOfFreedom, elements.length);
    let kept = false;
    for (let attempt = 0; attempt < tries && !kept; attempt++) {
      let [x, y, z] = [0, 0, 0];
      if (blur !== null && pool !== null && 2 * attempt < tries) {
        const at = 3 * Math.floor((uniform() * pool.length) / 3);
        // The sum of two uniform numbers is nearly normal and cheap.
        x = pool[at]! + blur[0]! * (uniform() + uniform() - 1);
        y = pool[at + 1]! + blur[1]! * (uniform() + uniform() - 1);
        z = pool[at + 2]! + blur[2]! * (uniform() + uniform() - 1);
      } else if (degreesOfFreedom > 0) {
        // A single free coordinate is whichever of the three occurs.
        x = uniform();
        y = degreesOfFreedom === 1 ? x : uniform();
        z = degreesOfFreedom === 1 ? x : uniform();
      }
      for (let m = 0; m < multiplicity; m++) {
        const e = 12 * m;
        const at = 3 * (start + m);
        fracCoords[at] = expressions[e]! * x + expressions[e + 1]! * y + expressions[e + 2]! * z + expressions[e + 3]!;
        fracCoords[at + 1] = expressions[e + 4]! * x + expressions[e + 5]! * y + expressions[e + 6]! * z + expressions[e + 7]!;
        fracCoords[at + 2] = expressions[e + 8]! * x + expressions[e + 9]! * y + expressions[e + 10]! * z + expressions[e + 11]!;
      }
      kept = firstSiteKeepsDistance(start, start + multiplicity, vectors, elements, fracCoords, minimalDistances, nElements);
    }
    if (!kept) return degreesOfFreedom === 0 ? 'fixed-sites-too-close' : degreesOfFreedom === 1 ? 'no-room-on-line' : 'no-room';
    start += multiplicity;
  }
  return 'placed';
}

/** Reciprocal plane spacings |a*|, |b*|, |c*| of the lattice in hand, 1/Å. */
const reciprocal = new Float64Array(3);

function setMetric(v: Float64Array): void {
  const ux = v[4]! * v[8]! - v[5]! * v[7]!;
  const uy = v[5]! * v[6]! - v[3]! * v[8]!;
  const uz = v[3]! * v[7]! - v[4]! * v[6]!;
  const volume = Math.abs(v[0]! * ux + v[1]! * uy + v[2]! * uz);
  reciprocal[0] = Math.sqrt(ux * ux + uy * uy + uz * uz) / volume;
  reciprocal[1] = areaOf(v, 6, 0) / volume;
  reciprocal[2] = areaOf(v, 0, 3) / volume;
}

/** |p × q| of the rows that begin at p and q. */
function areaOf(v: Float64Array, p: number, q: number): number {
  const x = v[p + 1]! * v[q + 2]! - v[p + 2]! * v[q + 1]!;
  const y = v[p + 2]! * v[q]! - v[p]! * v[q + 2]!;
  const z = v[p]! * v[q + 1]! - v[p + 1]! * v[q]!;
  return Math.sqrt(x * x + y * y + z * z);
}

/** Whether each element keeps its distance from its own images, which are the same for all its sites. */
function imagesKeepDistance(v: Float64Array, { elements, nSites }: Placement, minimalDistances: Float64Array, nElements: number): boolean {
  let r = 0;
  for (let i = 0; i < nSites; i++) r = Math.max(r, minimalDistances[elements[i]! * (nElements + 1)]!);
  const n0 = Math.floor(r * reciprocal[0]!);
  const n1 = Math.floor(r * reciprocal[1]!);
  const n2 = Math.floor(r * reciprocal[2]!);
  for (let i = -n0; i <= n0; i++) {
    for (let j = -n1; j <= n1; j++) {
      for (let k = 0; k <= n2; k++) {
        if (i === 0 && j === 0 && k === 0) continue;
        if (squaredLength(v, i, j, k) < r * r) return false;
      }
    }
  }
  return true;
}

function firstSiteKeepsDistance(
  first: number,
  end: number,
  v: Float64Array,
  elements: Int32Array,
  x: Float64Array,
  minimalDistances: Float64Array,
  nElements: number,
): boolean {
  const row = elements[first]! * nElements;
  const x0 = x[3 * first]!;
  const x1 = x[3 * first + 1]!;
  const x2 = x[3 * first + 2]!;
  const k0 = reciprocal[0]!;
  const k1 = reciprocal[1]!;
  const k2 = reciprocal[2]!;
  // From the orbit's own sites, where most tries fail, back to the first orbit.
  for (let j = end - 1; j >= 0; j--) {
    if (j === first) continue;
    const r = minimalDistances[row + elements[j]!]!;
    const f0 = x[3 * j]! - x0;
    const f1 = x[3 * j + 1]! - x1;
    const f2 = x[3 * j + 2]! - x2;
    const last0 = Math.floor(r * k0 - f0);
    const last1 = Math.floor(r * k1 - f1);
    const last2 = Math.floor(r * k2 - f2);
    for (let t0 = Math.ceil(-r * k0 - f0); t0 <= last0; t0++) {
      for (let t1 = Math.ceil(-r * k1 - f1); t1 <= last1; t1++) {
        for (let t2 = Math.ceil(-r * k2 - f2); t2 <= last2; t2++) {
          if (squaredLength(v, f0 + t0, f1 + t1, f2 + t2) < r * r) return false;
        }
      }
    }
  }
  return true;
}

function squaredLength(v: Float64Array, i: number, j: number, k: number): number {
  const x = i * v[0]! + j * v[3]! + k * v[6]!;
  const y = i * v[1]! + j * v[4]! + k * v[7]!;
  const z = i * v[2]! + j * v[5]! + k * v[8]!;
  return x * x + y * y + z * z;
}
