import type { Composition } from '../../composition/composition.js';
import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';
import { NoCandidatesError } from '../../prediction/input-errors.js';
import { reducedFormula } from '../../composition/written-formula.js';
import { drawLayers } from '../layers/draw-layers.js';
import { brokenConstraint, OTHER_COORDINATION } from '../constraints/broken-constraint.js';
import { coordinationMisfit } from '../constraints/coordination-misfit.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { SearchState } from '../search-types.js';
import { molecularDraws } from './draw-molecular-crystal.js';
import { drawRandomCrystals, type LikelySymmetry } from './draw-random-crystal.js';
import { expectedVolume } from './expected-volume.js';

/** Groups drawn for each crystal wanted before the constraints are taken to leave nothing. */
const MOST_DRAWS = 50;
/** Random crystals that are wanted of one composition. */
export interface Crowd {
  readonly count: number;
  /** So many share a draw of the space group and of the formula units: making a group ready costs more than a crystal. */
  readonly perGroup: number;
}

export interface RandomProposals {
  /** At least one. */
  readonly structures: readonly Structure[];
  /** Thrown away, by reason. */
  readonly discarded: Readonly<Record<string, number>>;
}

/**
 * Random crystals that keep all constraints; where all break the wanted coordination, the one that comes nearest to it.
 * @param likely see `RandomCrystalRequest`
 * @throws {NoCandidatesError} where none can be made, with what was in the way
 */
export function proposeRandoms(
  composition: Composition,
  { count, perGroup }: Crowd,
  state: Pick<SearchState, 'request' | 'phases'>,
  knowledge: SearchKnowledge,
  likely: LikelySymmetry | null,
  rng: Rng,
): RandomProposals {
  const { request } = state;
  const volumePerAtom = expectedVolume(state, knowledge)(composition);
  const wanted = { composition, constraints: request.constraints, volumePerAtom, geometry: knowledge.geometry, likely };
  const { molecules, coordination, layer } = request.constraints;
  const drawOfMolecules = molecules.length === 0 ? null : molecularDraws(wanted);
  const draw = (count: number): readonly Structure[] => {
    if (layer !== null) return drawLayers(wanted, layer, count, rng);
    if (drawOfMolecules === null) return drawRandomCrystals(wanted, count, rng);
    const crystal = drawOfMolecules(rng);
    return crystal === null ? [] : [crystal];
  };
  const structures: Structure[] = [];
  let nearest: { readonly structure: Structure; readonly misfit: number } | null = null;
  const discarded: Record<string, number> = {};
  const discard = (reason: string): void => void (discarded[reason] = (discarded[reason] ?? 0) + 1);
  for (let draws = 0; draws < MOST_DRAWS && structures.length < count; draws++) {
    const drawn = draw(Math.min(perGroup, count - structures.length));
    if (drawn.length === 0) discard('no-room');
    for (const structure of drawn) {
      const reason = brokenConstraint(structure, request, volumePerAtom);
      if (reason === null) structures.push(structure);
      else discard(reason);
      if (reason !== OTHER_COORDINATION) continue;
      const misfit = coordinationMisfit(structure, coordination);
      if (nearest === null || misfit < nearest.misfit) nearest = { structure, misfit };
    }
  }
  if (structures.length === 0 && nearest !== null) structures.push(nearest.structure);
  if (structures.length > 0) return { structures, discarded };
  const losses = Object.entries(discarded).map(([reason, lost]) => `${reason}: ${lost}`);
  throw new NoCandidatesError(`No random crystal of ${reducedFormula(composition)} keeps the constraints (${losses.join(', ')})`);
}

/** One of them, space group and formula units uniform. @throws {NoCandidatesError} */
export function proposeRandom(
  composition: Composition,
  state: Pick<SearchState, 'request' | 'phases'>,
  knowledge: SearchKnowledge,
  rng: Rng,
): { readonly structure: Structure; readonly discarded: Readonly<Record<string, number>> } {
  const { structures, discarded } = proposeRandoms(composition, { count: 1, perGroup: 1 }, state, knowledge, null, rng);
  return { structure: structures[0], discarded };
}
