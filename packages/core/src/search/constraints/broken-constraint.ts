import { compositionFromSites } from '../../composition/create-composition.js';
import { sameComposition } from '../../composition/reduce-composition.js';
import { cellParameters, latticeVolume } from '../../crystal/lattice.js';
import { niggliReduce } from '../../crystal/niggli.js';
import { packStructures } from '../../crystal/structure-batch.js';
import type { Structure } from '../../crystal/structure.js';
import { buildNeighborList } from '../../neighbors/neighbor-list.js';
import { shortestPairRatio } from '../../neighbors/shortest-pair-ratio.js';
import { asLayer } from '../layers/find-layer.js';
import { findBodies } from '../molecules/find-bodies.js';
import type { SearchConstraints, SearchRequest } from '../search-types.js';
import { isChargeBalanced } from './charge-balance.js';
import { coordinationMisfit } from './coordination-misfit.js';
import { keepsFractions } from './element-fractions.js';
import { atomsByEndMember } from './end-members.js';

/** Volume before relaxation against the expected one; a layer has none. */
const VOLUME_RATIO: readonly [number, number] = [0.5, 2];

/** Neighbors on average that a site may be off what is wanted before relaxation, which mends as much. */
const START_MISFIT = 1;
/** The one reason that random crystals may be relaxed in spite of, where none keeps all. */
export const OTHER_COORDINATION = 'other-coordination';

/** Why a structure must not be relaxed; null where nothing speaks against it. @param volumePerAtom expected, Å³ */
export function brokenConstraint(
  structure: Structure,
  { composition, constraints }: Pick<SearchRequest, 'composition' | 'constraints'>,
  volumePerAtom: number,
): string | null {
  const nsites = structure.atomicNumbers.length;
  const own = compositionFromSites(structure.atomicNumbers);
  if (nsites > constraints.maxAtoms) return 'too-many-atoms';
  if (nsites < constraints.minAtoms) return 'too-few-atoms';
  if (composition !== null && !sameComposition(own, composition)) return 'other-composition';
  if (!keepsFractions(own, constraints.fractions)) return 'fraction-out-of-range';
  if (constraints.endMembers.length > 0 && atomsByEndMember(own, constraints.endMembers) === null) return 'no-mixture-of-end-members';
  if (constraints.chargeNeutral && !isChargeBalanced(own)) return 'charge-not-balanced';
  if (constraints.layer === null) {
    const volumeRatio = latticeVolume(structure.lattice) / nsites / volumePerAtom;
    if (!(volumeRatio >= VOLUME_RATIO[0] && volumeRatio <= VOLUME_RATIO[1])) return 'volume-out-of-range';
  } else if (asLayer(structure, constraints.layer) === null) return 'no-layer';
  const { a, b, c, alpha, beta, gamma } = cellParameters(niggliReduce(structure.lattice).lattice);
  const { shortestEdge, longestEdge, smallestAngle, largestAngle } = constraints.cell;
  if (Math.min(a, b, c) < shortestEdge || Math.max(a, b, c) > longestEdge) return 'edge-out-of-range';
  if (Math.min(alpha, beta, gamma) < smallestAngle || Math.max(alpha, beta, gamma) > largestAngle) return 'angle-out-of-range';
  if (shortestPairRatio(structure) < constraints.shortestPairRatio || hasForbiddenPair(structure, constraints.pairDistances))
    return 'atoms-too-close';
  if (constraints.molecules.length > 0 && findBodies(structure, constraints.molecules) === null) return 'broken-molecule';
  return coordinationMisfit(structure, constraints.coordination) > START_MISFIT ? OTHER_COORDINATION : null;
}

function hasForbiddenPair(structure: Structure, rules: SearchConstraints['pairDistances']): boolean {
  if (rules.length === 0) return false;
  const { edgeCount, centers, neighbors, distances } = buildNeighborList(
    packStructures([structure]),
    Math.max(...rules.map(({ distance }) => distance)),
  );
  for (let edge = 0; edge < edgeCount; edge++) {
    const [z, other] = [structure.atomicNumbers[centers[edge]], structure.atomicNumbers[neighbors[edge]]];
    const breaks = rules.some(
      ({ atomicNumbers: [p, q], distance }) => ((p === z && q === other) || (p === other && q === z)) && distances[edge] < distance,
    );
    if (breaks) return true;
  }
  return false;
}
