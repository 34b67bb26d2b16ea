import { descendingAnonymousFormula } from '../../composition/anonymous-formula.js';
import { compositionFromSites, symbolCounts } from '../../composition/create-composition.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { alphabeticalFormula } from '../../composition/written-formula.js';
import type { Structure } from '../../crystal/structure.js';
import type { PropertyLookup } from './evaluate-filter.js';

/** A structure of an OPTIMADE answer, read and analyzed. */
export interface AnalyzedEntry {
  readonly id: string | null;
  readonly attributes: { readonly [name: string]: unknown };
  readonly structure: Structure;
  readonly spaceGroup: { readonly number: number; readonly symbol: string };
}

/**
 * Properties of an entry: what follows from its sites is computed from them, since providers are known to get formulas, ratios and their order
 * wrong; all else is as the provider says. The Hill formula does not follow: its scale is that of the molecule, by the provider's judgment.
 */
export function entryLookup({ id, attributes, structure, spaceGroup }: AnalyzedEntry): PropertyLookup {
  const composition = compositionFromSites(structure.atomicNumbers);
  const counts = symbolCounts(composition).sort(([one], [other]) => (one < other ? -1 : 1));
  const nsites = structure.atomicNumbers.length;
  const computed: { readonly [name: string]: unknown } = {
    id,
    type: 'structures',
    elements: counts.map(([symbol]) => symbol),
    nelements: counts.length,
    elements_ratios: counts.map(([, count]) => count / nsites),
    nsites,
    chemical_formula_reduced: alphabeticalFormula(reduceComposition(composition)),
    chemical_formula_anonymous: descendingAnonymousFormula(composition),
    nperiodic_dimensions: 3,
    dimension_types: [1, 1, 1],
    space_group_it_number: spaceGroup.number,
    space_group_symbol_hermann_mauguin: spaceGroup.symbol.replaceAll('_', ''),
  };
  return (path) => {
    const [name = ''] = path;
    if (path.length > 1) return undefined;
    return Object.hasOwn(computed, name) ? computed[name] : attributes[name];
  };
}
