import { compositionFromSites } from '../../composition/create-composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import type { Structure } from '../../crystal/structure.js';
import { asLayer } from '../layers/find-layer.js';
import { findBodies } from '../molecules/find-bodies.js';
import type { BrokenResult, SearchRequest } from '../search-types.js';
import { coordinationMisfit } from './coordination-misfit.js';
import { endMembersOf } from './end-members.js';

/** What a relaxed structure does not keep; null where it keeps all. The ends of a hull are free: without them there is none. */
export function brokenResult(structure: Structure, request: Pick<SearchRequest, 'elements' | 'composition' | 'constraints'>): BrokenResult | null {
  const { coordination, molecules, layer } = request.constraints;
  if (layer !== null && asLayer(structure, layer) === null) return 'no-layer';
  if (molecules.length > 0 && findBodies(structure, molecules) === null) return 'broken-molecule';
  if (coordination.length === 0) return null;
  const own = compositionFromSites(structure.atomicNumbers);
  if (request.composition === null && endMembersOf(request).some((end) => sameComposition(end, own))) return null;
  return coordinationMisfit(structure, coordination) > 0 ? 'other-coordination' : null;
}
