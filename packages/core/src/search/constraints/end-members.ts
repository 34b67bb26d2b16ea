import type { Composition } from '../../composition/composition.js';
import { compositionFromCounts } from '../../composition/create-composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import type { SearchRequest } from '../search-types.js';

/** Largest difference of a count from a whole number, and of a mixture from what it should be. */
const ROUNDING = 1e-6;
/** Of a pivot, of end members that depend on each other. */
const SINGULAR = 1e-9;
/** Formula units of a composition over those of its end members: AB is a third of A2B and a third of AB2. */
const MOST_PARTS = 10_000;

/** The ends of the hull of a search: its end members, or the elements. */
export const endMembersOf = ({ elements, constraints: { endMembers } }: Pick<SearchRequest, 'elements' | 'constraints'>): readonly Composition[] =>
  endMembers.length > 0 ? endMembers : elements.map((z) => ({ atomicNumbers: [z], counts: [1] }));

/** Do no two mixtures of these give the same composition? */
export const areIndependent = (endMembers: readonly Composition[]): boolean => solveUnits(endMembers[0], endMembers) !== null;

/**
 * A composition as a mixture: atoms that whole formula units of each end member bring to it, in the least ratio.
 * @param endMembers independent @returns null where it is no mixture of them
 */
export function atomsByEndMember(composition: Composition, endMembers: readonly Composition[]): number[] | null {
  const units = solveUnits(composition, endMembers);
  if (units === null || units.some((n) => n < -ROUNDING)) return null;
  const mixed = (z: number): number => endMembers.reduce((sum, member, k) => sum + units[k] * countOf(member, z), 0);
  const elements = new Set([composition, ...endMembers].flatMap(({ atomicNumbers }) => atomicNumbers));
  if ([...elements].some((z) => Math.abs(mixed(z) - countOf(composition, z)) > ROUNDING)) return null;
  for (let parts = 1; parts <= MOST_PARTS; parts++) {
    const whole = units.map((n) => Math.round(parts * n));
    if (whole.every((n, k) => Math.abs(n - parts * units[k]) < ROUNDING)) return whole.map((n, k) => n * atomCount(endMembers[k]));
  }
  return null;
}

/** The mixture of whole formula units nearest to a composition; null where that is nothing. @param endMembers independent */
export function nearestMixture(composition: Composition, endMembers: readonly Composition[]): Composition | null {
  const units = (solveUnits(composition, endMembers) ?? []).map((n) => Math.max(0, Math.round(n)));
  const elements = [...new Set(endMembers.flatMap(({ atomicNumbers }) => atomicNumbers))];
  const counts = elements.map((z) => [z, endMembers.reduce((sum, member, k) => sum + units[k] * countOf(member, z), 0)] as const);
  const mixture = compositionFromCounts(new Map(counts));
  return mixture.counts.length === 0 ? null : mixture;
}

export const countOf = ({ atomicNumbers, counts }: Composition, z: number): number => counts[atomicNumbers.indexOf(z)] ?? 0;

/** Formula units of each end member, nearest by least squares: (Eᵀ E) n = Eᵀ c. @returns null where end members depend on each other */
function solveUnits(composition: Composition, endMembers: readonly Composition[]): number[] | null {
  const product = (a: Composition, b: Composition): number => a.atomicNumbers.reduce((sum, z, k) => sum + a.counts[k] * countOf(b, z), 0);
  const rows = endMembers.map((member) => [...endMembers.map((other) => product(member, other)), product(member, composition)]);
  for (let column = 0; column < rows.length; column++) {
    const rest = rows.slice(column).map((row) => Math.abs(row[column]));
    const pivot = column + rest.indexOf(Math.max(...rest));
    [rows[column], rows[pivot]] = [rows[pivot], rows[column]];
    if (Math.abs(rows[column][column]) < SINGULAR) return null;
    for (let other = 0; other < rows.length; other++) {
      if (other === column) continue;
      const factor = rows[other][column] / rows[column][column];
      rows[other] = rows[other].map((x, k) => x - factor * rows[column][k]);
    }
  }
  return rows.map((row, k) => row[rows.length] / row[k]);
}
