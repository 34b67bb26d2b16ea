import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { NoCandidatesError } from '../../prediction/input-errors.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { brokenConstraint } from '../constraints/broken-constraint.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { drawRandomCrystal } from './draw-random-crystal.js';
import { expectedVolume } from './expected-volume.js';

/** Crystals drawn before the constraints are taken to leave nothing. */
const MOST_DRAWS = 50;

/**
 * A random crystal that keeps all constraints.
 * @throws {NoCandidatesError} where none can be made, with what was in the way
 */
export function proposeRandom(
  composition: Composition,
  state: Pick<SearchState, 'request' | 'phases'>,
  knowledge: SearchKnowledge,
  rng: Rng,
): { readonly structure: Structure; readonly discarded: Readonly<Record<string, number>> } {
  const { request } = state;
  const volumePerAtom = expectedVolume(state, knowledge)(composition);
  const discarded: Record<string, number> = {};
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const structure = drawRandomCrystal({ composition, constraints: request.constraints, volumePerAtom, geometry: knowledge.geometry }, rng);
    const reason = structure === null ? 'no-room' : brokenConstraint(structure, request, volumePerAtom);
    if (structure !== null && reason === null) return { structure, discarded };
    discarded[reason ?? 'no-room'] = (discarded[reason ?? 'no-room'] ?? 0) + 1;
  }
  const losses = Object.entries(discarded).map(([reason, count]) => `${reason}: ${count}`);
  throw new NoCandidatesError(`No random crystal of ${reducedFormula(composition)} keeps the constraints (${losses.join(', ')})`);
}
