import type { Composition } from '../../composition/composition.js';
import { FormulaError } from '../../composition/formula-error.js';
import { parseFormula } from '../../composition/parse-formula.js';
import { reduceComposition, sameComposition } from '../../composition/reduce-composition.js';
import { chemicalSystem, reducedFormula } from '../../composition/written-formula.js';
import type { SearchConstraints, SearchMethod, SearchRequest } from '../search-types.js';

/** What a search by hull is of. */
export interface SearchedSystem extends Pick<SearchRequest, 'elements'>, Pick<SearchConstraints, 'endMembers'> {}

/**
 * A chemical system, `Mg-Si-O`, or end members, `MgO-SiO2`: words joined by dashes or commas. Words of one element each make a system. What stands twice counts once.
 * @throws {FormulaError} with the offset in the text
 */
export function parseSystem(text: string): SearchedSystem {
  const ends: Composition[] = [];
  for (const { 0: word, index } of text.matchAll(/[^-,]+/g)) {
    const end = parseEnd(word, index);
    if (!ends.some((known) => sameComposition(known, end))) ends.push(end);
  }
  if (ends.length === 0) throw new FormulaError('EmptyFormula', 'A formula, a chemical system or end members are needed', 0);
  const elements = [...new Set(ends.flatMap(({ atomicNumbers }) => atomicNumbers))].sort((a, b) => a - b);
  return { elements, endMembers: ends.every(({ atomicNumbers }) => atomicNumbers.length === 1) ? [] : ends };
}

/** Is a method, given this word, one for a system? A random search takes both. */
export const takesSystem = (method: SearchMethod, word: string): boolean => method === 'hull' || (method === 'random' && /[-,]/.test(word));

function parseEnd(word: string, offset: number): Composition {
  try {
    return reduceComposition(parseFormula(word));
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    throw new FormulaError(error.code, error.message, offset + (error.position ?? 0));
  }
}

/** What a search is of, as it is written: `TiO2`, `Mg-O-Si`, `MgO-SiO2`. */
export function writeSubject({
  elements,
  composition,
  constraints: { endMembers },
}: Pick<SearchRequest, 'elements' | 'composition' | 'constraints'>): string {
  if (composition !== null) return reducedFormula(composition);
  return endMembers.length > 0
    ? endMembers.map(reducedFormula).join('-')
    : chemicalSystem({ atomicNumbers: elements, counts: elements.map(() => 1) });
}
