import { compositionFromSites } from '@kessho/core/composition/create-composition';
import { hillFormula, reducedFormula } from '@kessho/core/composition/written-formula';
import { symbolOf } from '@kessho/core/elements/elements';
import { completeRequest } from '@kessho/core/search/constraints/search-constraints';
import type { SearchRequest } from '@kessho/core/search/search-types';
import type { SearchConstraints } from '@kessho/schema/results/search-results';

/** The constraints of a search as clients see them: symbols and formulas. */
export function shownConstraints(request: SearchRequest): SearchConstraints {
  const { minAtoms, spaceGroups, chargeNeutral, endMembers, fractions, coordination, molecules, layer, keepsBroken } =
    completeRequest(request).constraints;
  return {
    minAtoms,
    spaceGroups: [...(spaceGroups ?? [])],
    chargeNeutral,
    endMembers: endMembers.map(reducedFormula),
    fractions: fractions.map(({ atomicNumber, least, most }) => ({ element: symbolOf(atomicNumber), least, most })),
    coordination: coordination.map(({ atomicNumber, neighbor, least, most }) => ({
      element: symbolOf(atomicNumber),
      neighbor: neighbor === null ? null : symbolOf(neighbor),
      least,
      most,
    })),
    molecules: molecules.map(({ atomicNumbers }) => hillFormula(compositionFromSites(atomicNumbers))),
    layer,
    keepsBroken,
  };
}
