import { compositionFromSites } from '../../composition/create-composition.js';
import { reduceComposition, sameComposition } from '../../composition/reduce-composition.js';
import type { Structure } from '../../crystal/structure.js';
import { asLayer } from '../layers/find-layer.js';
import { holdsMolecules } from '../molecules/fill-formula.js';
import { findBodies } from '../molecules/find-bodies.js';
import type { BrokenResult, SearchRequest } from '../search-types.js';
import { coordinationMisfit } from './coordination-misfit.js';
import { endMembersOf } from './end-members.js';

/**
 * What a relaxed structure does not keep; null where it keeps all. The ends of a hull are free, since without them there is none: of coordination, and of molecules where
 * they hold none. What did not begin as a layer is such an end, too, and need not become one.
 * @param start before relaxation
 */
export function brokenResult(
  structure: Structure,
  start: Structure,
  request: Pick<SearchRequest, 'elements' | 'composition' | 'constraints'>,
): BrokenResult | null {
  const { constraints } = request;
  const { coordination, molecules, layer } = constraints;
  if (layer !== null && asLayer(structure, layer) === null && asLayer(start, layer) !== null) return 'no-layer';
  const own = compositionFromSites(structure.atomicNumbers);
  const isEnd = request.composition === null && endMembersOf(request).some((end) => sameComposition(end, own));
  const isFreeOfMolecules = isEnd && !holdsMolecules(reduceComposition(own), constraints);
  if (molecules.length > 0 && !isFreeOfMolecules && findBodies(structure, molecules) === null) return 'broken-molecule';
  return !isEnd && coordinationMisfit(structure, coordination) > 0 ? 'other-coordination' : null;
}
