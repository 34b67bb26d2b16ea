/**
 * The cheapest mixture of phases with a given composition: minimize Σ λ_k e_k with Σ λ_k x_k = x, λ ≥ 0, over atomic fractions x.
 *
 * A linear program with as many rows as elements, so the revised simplex method prices all phases in one pass and keeps a basis of that size; no
 * hull is ever built, and the number of elements costs nothing but rows (Dantzig and Thapa, Linear Programming 2 (2003), ch. 3). It starts from the
 * elements, which are always feasible. The entering phase is the one farthest below the present tangent plane; after degenerate steps Bland's rule
 * (1977, doi:10.1287/moor.2.2.103), the first one below, which cannot cycle.
 */

/** Phases as columns: fractions (nPhases × nElements) and formation energies (nPhases), eV/atom; the first nElements phases are the elements, at 0. */
export interface PhaseColumns {
  readonly nElements: number;
  readonly fractions: Float64Array;
  readonly formationEnergies: Float64Array;
}

export interface Decomposition {
  /** Formation energy of the mixture, eV/atom. */
  readonly energy: number;
  /** Phases of the optimal basis, by column, with their share of the atoms; zeros included. */
  readonly columns: readonly number[];
  readonly shares: readonly number[];
  /** Of the elements, eV/atom, measured from their references: the plane on which the mixture lies and below which no phase does. */
  readonly chemicalPotentials: Float64Array;
}

/** eV/atom; a phase this far below the tangent plane lowers the energy by less than the hull's tolerance of 1e-8. */
const PRICE_TOLERANCE = 1e-11;
/** Pivots smaller than this are rounding. */
const PIVOT_TOLERANCE = 1e-11;
/** Shares smaller than this do not count as progress. */
const STEP_TOLERANCE = 1e-13;

export function solveDecomposition({ nElements: n, fractions, formationEnergies }: PhaseColumns, target: Float64Array): Decomposition {
  const basis = Array.from({ length: n }, (_, i) => i);
  const inverse = new Float64Array(n * n);
  for (let i = 0; i < n; i++) inverse[i * n + i] = 1;
  const shares = Float64Array.from(target);
  const prices = new Float64Array(n);
  const direction = new Float64Array(n);
  let degenerateSteps = 0;
  for (;;) {
    for (let j = 0; j < n; j++) {
      prices[j] = 0;
      for (let i = 0; i < n; i++) prices[j] += formationEnergies[basis[i]] * inverse[i * n + j];
    }
    const entering = findEntering(fractions, formationEnergies, prices, degenerateSteps > n);
    if (entering < 0) break;
    for (let i = 0; i < n; i++) {
      direction[i] = 0;
      for (let j = 0; j < n; j++) direction[i] += inverse[i * n + j] * fractions[entering * n + j];
    }
    const leaving = findLeaving(shares, direction, basis);
    const step = Math.max(0, shares[leaving] / direction[leaving]);
    degenerateSteps = step > STEP_TOLERANCE ? 0 : degenerateSteps + 1;
    for (let i = 0; i < n; i++) shares[i] -= step * direction[i];
    shares[leaving] = step;
    pivot(inverse, direction, leaving, n);
    basis[leaving] = entering;
  }
  // Solve for the shares anew: the updates have gathered rounding.
  for (let i = 0; i < n; i++) {
    let share = 0;
    for (let j = 0; j < n; j++) share += inverse[i * n + j] * target[j];
    shares[i] = Math.max(0, share);
  }
  return { energy: basis.reduce((sum, column, i) => sum + shares[i] * formationEnergies[column], 0), columns: basis, shares: Array.from(shares), chemicalPotentials: prices };
}

/** The column farthest below the tangent plane, or with `first` the first one below; −1 where there is none. */
function findEntering(fractions: Float64Array, formationEnergies: Float64Array, prices: Float64Array, first: boolean): number {
  const n = prices.length;
  let entering = -1;
  let lowest = -PRICE_TOLERANCE;
  for (let column = 0; column < formationEnergies.length; column++) {
    let distance = formationEnergies[column];
    for (let j = 0; j < n; j++) distance -= prices[j] * fractions[column * n + j];
    if (distance < lowest) {
      entering = column;
      lowest = distance;
      if (first) break;
    }
  }
  return entering;
}

/** The row that reaches zero first, among equals the one whose phase comes first. One exists, since the mixture's atoms are fixed in number. */
function findLeaving(shares: Float64Array, direction: Float64Array, basis: readonly number[]): number {
  let leaving = -1;
  let smallest = Infinity;
  for (let i = 0; i < shares.length; i++) {
    if (direction[i] <= PIVOT_TOLERANCE) continue;
    const ratio = Math.max(0, shares[i]) / direction[i];
    if (ratio < smallest - STEP_TOLERANCE || (ratio < smallest + STEP_TOLERANCE && basis[i] < basis[leaving])) {
      leaving = i;
      smallest = Math.min(smallest, ratio);
    }
  }
  return leaving;
}

/** Update the inverse of the basis for the column whose image is `direction` entering at row `leaving`. */
function pivot(inverse: Float64Array, direction: Float64Array, leaving: number, n: number): void {
  for (let j = 0; j < n; j++) inverse[leaving * n + j] /= direction[leaving];
  for (let i = 0; i < n; i++) if (i !== leaving) for (let j = 0; j < n; j++) inverse[i * n + j] -= direction[i] * inverse[leaving * n + j];
}
