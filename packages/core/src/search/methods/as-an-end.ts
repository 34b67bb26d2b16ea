import type { Composition } from '../../composition/composition.js';
import { holdsMolecules } from '../molecules/fill-formula.js';
import type { SearchState } from '../search-types.js';

/**
 * The state as it is for crystals of an end of the hull, which need not keep what is asked of compositions and of results, and is no layer: layers are measured from bulk
 * crystals. Molecules it keeps whole where it holds any; where it holds none, it is made of atoms.
 */
export const asAnEnd = (state: SearchState, end: Composition): SearchState => {
  const { constraints } = state.request;
  const molecules = holdsMolecules(end, constraints) ? constraints.molecules : [];
  return {
    ...state,
    request: { ...state.request, constraints: { ...constraints, chargeNeutral: false, fractions: [], coordination: [], molecules, layer: null } },
  };
};
