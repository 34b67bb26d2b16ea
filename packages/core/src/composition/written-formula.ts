import { elementOf } from '../elements/elements.js';
import type { Composition } from './composition.js';
import { symbolCounts } from './create-composition.js';
import { reduceComposition } from './reduce-composition.js';

/** `Fe2`, `O`: a count of one is not written. */
const term = (part: string, count: number): string => `${part}${count === 1 ? '' : count}`;

const byAlphabet = ([a]: readonly [string, number], [b]: readonly [string, number]): number => (a < b ? -1 : a > b ? 1 : 0);

/** Elements by the alphabet, counts as they are: `ClNa`. With a reduced composition this is OPTIMADE's `chemical_formula_reduced`. */
export const alphabeticalFormula = (composition: Composition): string =>
  symbolCounts(composition)
    .sort(byAlphabet)
    .map(([symbol, count]) => term(symbol, count))
    .join('');

/** Hill order: carbon, then hydrogen, then the alphabet; without carbon all by the alphabet. Counts as they are. */
export function hillFormula(composition: Composition): string {
  const terms = symbolCounts(composition).sort(byAlphabet);
  const organic = terms.some(([symbol]) => symbol === 'C');
  const first = (symbol: string): number => (organic ? ['C', 'H'].indexOf(symbol) : -1);
  const ahead = terms.filter(([symbol]) => first(symbol) >= 0); // C before H already by the alphabet
  const rest = terms.filter(([symbol]) => first(symbol) < 0);
  return [...ahead, ...rest].map(([symbol, count]) => term(symbol, count)).join('');
}

/** Elements of a compound, joined by dashes in alphabetical order: `Ba-O-Ti`. */
export const chemicalSystem = ({ atomicNumbers }: Composition): string =>
  atomicNumbers
    .map((z) => elementOf(z).symbol)
    .sort()
    .join('-');

/** One element of a formula with its count. */
export interface FormulaTerm {
  readonly symbol: string;
  readonly electronegativity: number | null;
  readonly count: number;
}

/** The terms of a formula by rising electronegativity; elements without one come last, ties go by the alphabet. Counts as they are. */
export const chemicalOrder = ({ atomicNumbers, counts }: Composition): FormulaTerm[] =>
  atomicNumbers
    .map((z, k) => ({ symbol: elementOf(z).symbol, electronegativity: elementOf(z).electronegativity, count: counts[k] }))
    .sort((a, b) => (a.electronegativity ?? Infinity) - (b.electronegativity ?? Infinity) || (a.symbol < b.symbol ? -1 : 1));

/** Formulas that are not reduced to the end, since they name molecules or peroxide ions. */
const KEPT_FORMULAS: ReadonlyMap<string, string> = new Map([
  ['LiO', 'Li2O2'],
  ['NaO', 'Na2O2'],
  ['KO', 'K2O2'],
  ['HO', 'H2O2'],
  ['CsO', 'Cs2O2'],
  ['RbO', 'Rb2O2'],
  ['O', 'O2'],
  ['N', 'N2'],
  ['F', 'F2'],
  ['Cl', 'Cl2'],
  ['H', 'H2'],
]);

/** Largest difference of electronegativity between the last two elements for which they are written as one ion. */
const POLYANION_ELECTRONEGATIVITY_DIFFERENCE = 1.65;

/**
 * The reduced formula as chemists write it: rising electronegativity, `NaCl`, `BaTiO3`, `Ca3(PO4)2`.
 *
 * Agrees with pymatgen's `reduced_formula`: elements without electronegativity come last, ties go by the alphabet; the last two elements of a
 * compound of three or more stand in brackets when they divide by a number of their own; oxygen and the like are `O2`, peroxides `Li2O2`.
 * The result is for display and for keys that others know; to compare compositions use `sameComposition`.
 */
export function reducedFormula(composition: Composition): string {
  const reduced = reduceComposition(composition);
  const terms = chemicalOrder(reduced);
  const write = (some: readonly FormulaTerm[]): string => some.map(({ symbol, count }) => term(symbol, count)).join('');
  const formula = write(terms.slice(0, -2)) + writeTail(terms.slice(-2), terms.length >= 3);
  return KEPT_FORMULAS.get(formula) ?? formula;
}

function writeTail(tail: readonly FormulaTerm[], mayBeIon: boolean): string {
  const plain = tail.map(({ symbol, count }) => term(symbol, count)).join('');
  if (!mayBeIon) return plain;
  const [cation, anion] = tail;
  if (cation.electronegativity === null || anion.electronegativity === null) return plain;
  if (!(anion.electronegativity - cation.electronegativity < POLYANION_ELECTRONEGATIVITY_DIFFERENCE)) return plain;
  let units = 1;
  for (let n = 2; n <= Math.min(cation.count, anion.count); n++) if (cation.count % n === 0 && anion.count % n === 0) units = n;
  if (units === 1) return plain;
  return `(${term(cation.symbol, cation.count / units)}${term(anion.symbol, anion.count / units)})${units}`;
}
