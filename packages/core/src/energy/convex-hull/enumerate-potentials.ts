/**
 * The corners of stability: every set of chemical potentials μ (eV/atom, from the references) at which the phases touched by the plane μ·x span the
 * whole system, while no phase lies below it. Each is one facet of the lower hull.
 *
 * They are the vertices of the polyhedron { μ : μ·x_k ≤ e_k for all phases k }, found by the double description method (Motzkin et al. 1953, as in
 * Fukuda and Prodon, LNCS 1120, 91 (1996), doi:10.1007/3-540-61576-8_77) in the cone t e_k − μ·x_k ≥ 0, t ≥ 0. It starts from the elements alone, μ ≤ 0, whose cone has one vertex and one direction −μ_i for each element, and cuts with
 * one phase after the other. Facets with more phases than elements are one vertex here and cost nothing more: none is ever cut into simplices, of which
 * a facet can have factorially many.
 */
import { heightAbovePlane } from './find-hull-vertices.js';
import { TooManyFacetsError } from './hull-errors.js';
import { HULL_TOLERANCE } from './hull-tolerance.js';
import type { PhaseColumns } from './solve-decomposition.js';

/** A corner of the cone: chemical potentials, or with `isDirection` a way in which they may fall without end. */
interface Ray {
  readonly potentials: Float64Array;
  readonly isDirection: boolean;
  /** Constraints that hold with equality, as bits: t ≥ 0 first, then the phases in the order of their cuts. */
  readonly tight: Uint32Array;
}

/**
 * @param vertices columns of `phases` that span the hull, the elements first (`findHullVertices`)
 * @param most vertices at any time
 * @throws {TooManyFacetsError}
 */
export function enumeratePotentials(phases: PhaseColumns, vertices: readonly number[], most: number): Float64Array[] {
  const n = phases.nElements;
  const words = ((1 + vertices.length) >>> 5) + 1;
  let rays = elementRays(n, words);
  for (let place = n; place < vertices.length; place++) {
    rays = cut(
      rays,
      place + 1,
      (ray) => (ray.isDirection ? directionHeight(phases, vertices[place], ray) : heightAbovePlane(phases, vertices[place], ray.potentials)),
      n,
    );
    if (rays.length > most + n) throw new TooManyFacetsError(`The hull has more than ${most} facets`);
  }
  return rays.filter(({ isDirection }) => !isDirection).map(({ potentials }) => potentials);
}

/** Constraint 0 is t ≥ 0; constraint 1 + i is μ_i ≤ 0. */
function elementRays(n: number, words: number): Ray[] {
  const tightOf = (isTight: (constraint: number) => boolean): Uint32Array => {
    const tight = new Uint32Array(words);
    for (let constraint = 0; constraint <= n; constraint++) if (isTight(constraint)) setBit(tight, constraint);
    return tight;
  };
  const apex: Ray = { potentials: new Float64Array(n), isDirection: false, tight: tightOf((constraint) => constraint > 0) };
  const directions = Array.from({ length: n }, (_, i): Ray => {
    const potentials = new Float64Array(n);
    potentials[i] = -1;
    return { potentials, isDirection: true, tight: tightOf((constraint) => constraint !== i + 1) };
  });
  return [apex, ...directions];
}

function directionHeight({ nElements: n, fractions }: PhaseColumns, column: number, { potentials }: Ray): number {
  let height = 0;
  for (let j = 0; j < n; j++) height -= potentials[j] * fractions[column * n + j];
  return height;
}

/** Keep what lies on or above the phase, and put a new corner on each edge that it crosses. */
function cut(rays: readonly Ray[], constraint: number, heightOf: (ray: Ray) => number, n: number): Ray[] {
  const above: { readonly ray: Ray; readonly height: number }[] = [];
  const below: { readonly ray: Ray; readonly height: number }[] = [];
  const kept: Ray[] = [];
  for (const ray of rays) {
    const height = heightOf(ray);
    if (height < -HULL_TOLERANCE) below.push({ ray, height });
    else {
      kept.push(ray);
      if (height > HULL_TOLERANCE) above.push({ ray, height });
    }
  }
  // A phase that cuts nothing still touches; the bits must be there for the cuts to come.
  const touched = new Set(above.map(({ ray }) => ray));
  for (const ray of kept) if (!touched.has(ray)) setBit(ray.tight, constraint);
  const made: Ray[] = [];
  for (const low of below) {
    for (const high of above) {
      if (commonCount(low.ray.tight, high.ray.tight) >= n - 1 && isEdge(rays, low.ray, high.ray)) made.push(meetingPoint(low, high, constraint));
    }
  }
  return [...kept, ...made];
}

/** Two corners are joined by an edge if and only if no third one has all that they have in common. */
function isEdge(rays: readonly Ray[], one: Ray, other: Ray): boolean {
  const common = intersection(one.tight, other.tight);
  for (const ray of rays) if (ray !== one && ray !== other && contains(ray.tight, common)) return false;
  return true;
}

/** Where the edge between a corner below the phase and one above it, or a direction, meets it. */
function meetingPoint(
  low: { readonly ray: Ray; readonly height: number },
  high: { readonly ray: Ray; readonly height: number },
  constraint: number,
): Ray {
  const n = low.ray.potentials.length;
  const potentials = new Float64Array(n);
  const [a, b] = [low.ray.potentials, high.ray.potentials];
  if (high.ray.isDirection) for (let j = 0; j < n; j++) potentials[j] = a[j] - (low.height / high.height) * b[j];
  else for (let j = 0; j < n; j++) potentials[j] = (high.height * a[j] - low.height * b[j]) / (high.height - low.height);
  const tight = intersection(low.ray.tight, high.ray.tight);
  setBit(tight, constraint);
  return { potentials, isDirection: false, tight };
}

function setBit(bits: Uint32Array, place: number): void {
  bits[place >>> 5] |= 1 << (place & 31);
}

function intersection(a: Uint32Array, b: Uint32Array): Uint32Array {
  const both = new Uint32Array(a.length);
  for (let w = 0; w < a.length; w++) both[w] = a[w] & b[w];
  return both;
}

function contains(bits: Uint32Array, part: Uint32Array): boolean {
  for (let w = 0; w < bits.length; w++) if ((part[w] & ~bits[w]) !== 0) return false;
  return true;
}

function commonCount(a: Uint32Array, b: Uint32Array): number {
  let count = 0;
  for (let w = 0; w < a.length; w++) for (let word = a[w] & b[w]; word !== 0; word &= word - 1) count++;
  return count;
}
