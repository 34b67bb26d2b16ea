import { compositionFromSites } from '../../composition/create-composition.js';
import type { Rng } from '../../numerics/rng.js';
import { brokenConstraint } from '../constraints/broken-constraint.js';
import { applyOperator, parentsOf, type BreedingOperator } from '../operators/apply-operator.js';
import type { SearchKnowledge } from '../search-knowledge.js';
import type { Individual, OperatorName, Outcome, Phase, SearchState } from '../search-types.js';
import type { Structure } from '../../crystal/structure.js';
import { operatorShares } from '../selection/operator-shares.js';
import { drawWeighted, tournament } from '../selection/tournament.js';
import { expectedVolume } from './expected-volume.js';

/** Children made and thrown away before a random crystal takes their place. */
const MOST_CHILDREN = 60;

export interface Child {
  readonly operator: BreedingOperator;
  readonly parents: readonly number[];
  readonly structure: Structure;
  readonly discarded: { readonly [reason: string]: number };
}

/**
 * A child that keeps all constraints: operator by its share, parents by tournament.
 * @param candidates that may be parents @param scores of them, lower is better
 * @returns null where the operators brought nothing fit
 */
export function breed(
  state: SearchState,
  candidates: readonly Phase[],
  scores: readonly number[],
  initial: Readonly<Partial<Record<OperatorName, number>>>,
  knowledge: SearchKnowledge,
  rng: Rng,
): Child | null {
  const { request, individuals, memory } = state;
  const volumeOf = expectedVolume(state, knowledge);
  const shares = operatorShares(memory.operators, initial);
  const discarded: Record<string, number> = {};
  for (let child = 0; child < MOST_CHILDREN && candidates.length > 0; child++) {
    const operator = memory.operators[drawWeighted(shares, rng)].operator as BreedingOperator;
    const parents = drawParents(candidates, scores, parentsOf(operator), rng);
    const structure =
      parents === null
        ? null
        : applyOperator(
            operator,
            parents.map((phase) => (individuals[phase.individual] as Individual & { outcome: Outcome }).outcome.structure),
            request,
            rng,
          );
    const reason =
      structure === null ? `${operator}-impossible` : brokenConstraint(structure, request, volumeOf(compositionFromSites(structure.atomicNumbers)));
    if (parents !== null && structure !== null && reason === null)
      return { operator, parents: parents.map(({ individual }) => individual), structure, discarded };
    discarded[reason as string] = (discarded[reason as string] ?? 0) + 1;
  }
  return null;
}

/** Distinct parents; null where there are not enough. */
function drawParents(candidates: readonly Phase[], scores: readonly number[], count: 1 | 2, rng: Rng): Phase[] | null {
  const first = tournament(scores, rng);
  if (count === 1) return [candidates[first]];
  const others = candidates.flatMap((_, place) => (place === first ? [] : [place]));
  if (others.length === 0) return null;
  const second =
    others[
      tournament(
        others.map((place) => scores[place]),
        rng,
      )
    ];
  return [candidates[first], candidates[second]];
}
