import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { NoCandidatesError } from '../../prediction/input-errors.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { brokenConstraint, OTHER_COORDINATION } from '../constraints/broken-constraint.js';
import { coordinationMisfit } from '../constraints/coordination-misfit.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { drawMolecularCrystal } from './draw-molecular-crystal.js';
import { drawRandomCrystal } from './draw-random-crystal.js';
import { expectedVolume } from './expected-volume.js';

/** Crystals drawn before the constraints are taken to leave nothing. */
const MOST_DRAWS = 50;

/**
 * A random crystal that keeps all constraints; where all break the wanted coordination, that which comes nearest to it.
 * @throws {NoCandidatesError} where none can be made, with what was in the way
 */
export function proposeRandom(
  composition: Composition,
  state: Pick<SearchState, 'request' | 'phases'>,
  knowledge: SearchKnowledge,
  rng: Rng,
): { readonly structure: Structure; readonly discarded: Readonly<Record<string, number>> } {
  const { request } = state;
  const { constraints } = request;
  const volumePerAtom = expectedVolume(state, knowledge)(composition);
  const discarded: Record<string, number> = {};
  let nearest: { readonly structure: Structure; readonly misfit: number } | null = null;
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const structure =
      constraints.molecules.length > 0
        ? drawMolecularCrystal({ composition, constraints, volumePerAtom }, rng)
        : drawRandomCrystal({ composition, constraints, volumePerAtom, geometry: knowledge.geometry }, rng);
    const reason = structure === null ? 'no-room' : brokenConstraint(structure, request, volumePerAtom);
    if (structure !== null && reason === null) return { structure, discarded };
    discarded[reason ?? 'no-room'] = (discarded[reason ?? 'no-room'] ?? 0) + 1;
    if (structure === null || reason !== OTHER_COORDINATION) continue;
    const misfit = coordinationMisfit(structure, constraints.coordination);
    if (nearest === null || misfit < nearest.misfit) nearest = { structure, misfit };
  }
  if (nearest !== null) return { structure: nearest.structure, discarded };
  const losses = Object.entries(discarded).map(([reason, count]) => `${reason}: ${count}`);
  throw new NoCandidatesError(`No random crystal of ${reducedFormula(composition)} keeps the constraints (${losses.join(', ')})`);
}
