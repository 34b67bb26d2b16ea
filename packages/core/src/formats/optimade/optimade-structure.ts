import { descendingAnonymousFormula } from '../../composition/anonymous-formula.js';
import { compositionFromSites, symbolCounts } from '../../composition/create-composition.js';
import { reduceComposition } from '../../composition/reduce-composition.js';
import { alphabeticalFormula, hillFormula, reducedFormula } from '../../composition/written-formula.js';
import { cartesianFromFractional } from '../../crystal/coordinates.js';
import type { Structure } from '../../crystal/structure.js';
import { symbolOf } from '../../elements/elements.js';

/**
 * The attributes of an OPTIMADE structure that the crystal itself determines; species are named by their elements.
 * @see OPTIMADE specification 1.2.0, "Structures entries"; C. W. Andersen et al., Sci. Data 8, 217 (2021), doi:10.1038/s41597-021-00974-z
 */
export function optimadeStructure({ lattice, atomicNumbers, fracCoords }: Structure) {
  const composition = compositionFromSites(atomicNumbers);
  const counts = symbolCounts(composition).sort(([p], [q]) => (p < q ? -1 : 1));
  const elements = counts.map(([symbol]) => symbol);
  return {
    elements,
    nelements: elements.length,
    elements_ratios: counts.map(([, count]) => count / atomicNumbers.length),
    chemical_formula_descriptive: reducedFormula(composition),
    chemical_formula_reduced: alphabeticalFormula(reduceComposition(composition)),
    chemical_formula_hill: hillFormula(composition),
    chemical_formula_anonymous: descendingAnonymousFormula(composition),
    dimension_types: [1, 1, 1],
    nperiodic_dimensions: 3,
    lattice_vectors: lattice.vectors,
    cartesian_site_positions: cartesianFromFractional(lattice, fracCoords),
    nsites: atomicNumbers.length,
    species: elements.map((symbol) => ({ name: symbol, chemical_symbols: [symbol], concentration: [1] })),
    species_at_sites: atomicNumbers.map(symbolOf),
    structure_features: [],
  };
}
