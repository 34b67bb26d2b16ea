import { parseFormula } from '../../composition/parse-formula.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { alphabeticalFormula } from '../../composition/written-formula.js';
import { quoted } from './write-filter.js';

/** What most people ask of a database of crystals; what is null or empty restricts nothing. */
export interface SearchFields {
  /** In any order, with brackets or not: compared after reduction. */
  readonly formula: string | null;
  /** Symbols. */
  readonly hasAll: readonly string[];
  readonly hasAny: readonly string[];
  readonly hasOnly: readonly string[];
  readonly exclude: readonly string[];
  readonly numberOfElements: number | null;
  /** 1–230. */
  readonly spaceGroupNumber: number | null;
}

/**
 * The filter of OPTIMADE that says the same; empty where nothing is restricted.
 * @throws {FormulaError} of `parseFormula`
 */
export function filterOfFields({ formula, hasAll, hasAny, hasOnly, exclude, numberOfElements, spaceGroupNumber }: SearchFields): string {
  const list = (symbols: readonly string[]): string => symbols.map(quoted).join(',');
  return [
    formula === null ? '' : `chemical_formula_reduced=${quoted(alphabeticalFormula(reduceComposition(parseFormula(formula))))}`,
    hasAll.length === 0 ? '' : `elements HAS ALL ${list(hasAll)}`,
    hasAny.length === 0 ? '' : `elements HAS ANY ${list(hasAny)}`,
    hasOnly.length === 0 ? '' : `elements HAS ONLY ${list(hasOnly)}`,
    exclude.length === 0 ? '' : `NOT elements HAS ANY ${list(exclude)}`,
    numberOfElements === null ? '' : `nelements=${numberOfElements}`,
    spaceGroupNumber === null ? '' : `space_group_it_number=${spaceGroupNumber}`,
  ]
    .filter(Boolean)
    .join(' AND ');
}
