import type { Composition } from './composition.js';

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));

/** How many reduced formula units the composition holds: the greatest common divisor of its counts (4 for Na4Cl4; 2 for Li2O2). */
export const formulaUnitsOf = ({ counts }: Composition): number => counts.reduce(greatestCommonDivisor, 0);

/** Divide all counts by their greatest common divisor. Li2O2 becomes LiO and O2 becomes O: no molecule is kept. */
export function reduceComposition(composition: Composition): Composition {
  const units = formulaUnitsOf(composition);
  return { atomicNumbers: composition.atomicNumbers, counts: composition.counts.map((count) => count / units) };
}

/** Sum of all counts. */
export const atomCount = ({ counts }: Composition): number => counts.reduce((sum, count) => sum + count, 0);

/** Atoms in one reduced formula unit. */
export const atomsPerFormulaUnit = (composition: Composition): number => atomCount(composition) / formulaUnitsOf(composition);

/** True where both hold the same elements in the same proportions: Fe4O6 and Fe2O3 are the same. */
export function sameComposition(one: Composition, other: Composition): boolean {
  const [a, b] = [reduceComposition(one), reduceComposition(other)];
  return (
    a.atomicNumbers.length === b.atomicNumbers.length && a.atomicNumbers.every((z, k) => z === b.atomicNumbers[k] && a.counts[k] === b.counts[k])
  );
}
