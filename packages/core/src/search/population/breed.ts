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

/** Children of one operator, to choose from. */
export interface Brood {
  readonly operator: BreedingOperator;
  /** At least one. */
  readonly children: readonly Pick<Child, 'parents' | 'structure'>[];
  readonly discarded: Child['discarded'];
}

/**
 * Children that keep all constraints: operator by its share, parents by tournament.
 * @param candidates that may be parents @param scores of them, lower is better @param sizeOf how many children are wanted of an operator
 * @returns null where the operators brought nothing fit; else a brood of the first that did
 */
export function breedBrood(
  state: SearchState,
  candidates: readonly Phase[],
  scores: readonly number[],
  initial: Readonly<Partial<Record<OperatorName, number>>>,
  sizeOf: (operator: BreedingOperator) => number,
  knowledge: SearchKnowledge,
  rng: Rng,
): Brood | null {
  const { request, individuals, memory } = state;
  const volumeOf = expectedVolume(state, knowledge);
  const shares = operatorShares(memory.operators, initial);
  const discarded: Record<string, number> = {};
  const children: Pick<Child, 'parents' | 'structure'>[] = [];
  let fit: BreedingOperator | null = null;
  for (let attempt = 0; attempt < MOST_CHILDREN && candidates.length > 0; attempt++) {
    const operator: BreedingOperator = fit ?? (memory.operators[drawWeighted(shares, rng)].operator as BreedingOperator);
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
    if (parents !== null && structure !== null && reason === null) {
      fit = operator;
      children.push({ parents: parents.map(({ individual }) => individual), structure });
      if (children.length >= sizeOf(operator)) break;
    } else discarded[reason as string] = (discarded[reason as string] ?? 0) + 1;
  }
  return fit === null ? null : { operator: fit, children, discarded };
}

/** A brood of one. */
export function breed(
  state: SearchState,
  candidates: readonly Phase[],
  scores: readonly number[],
  initial: Readonly<Partial<Record<OperatorName, number>>>,
  knowledge: SearchKnowledge,
  rng: Rng,
): Child | null {
  const brood = breedBrood(state, candidates, scores, initial, () => 1, knowledge, rng);
  return brood === null ? null : { operator: brood.operator, ...brood.children[0], discarded: brood.discarded };
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
