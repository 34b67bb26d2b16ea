import { asLayer } from '../layers/find-layer.js';
import type { Phase, SearchState } from '../search-types.js';

/** All phases but, in a search for layers, the bulk crystals at the ends of the hull: none of their children is a layer. */
export const mayBeParent = ({ individual }: Phase, { individuals, request }: Pick<SearchState, 'individuals' | 'request'>): boolean => {
  const { layer } = request.constraints;
  const structure = individuals[individual].outcome?.structure;
  return layer === null || (structure !== undefined && asLayer(structure, layer) !== null);
};
