/**
 * How likely is it that the ground state has a prototype which no known crystal of its anonymous formula shows?
 *
 *   p = σ( c + a · ln(strongest vote) + b · ln(1 + prototypes) ) ,
 *
 * since what resembles no known crystal, or has few to resemble, is often new. Fitted by `training/novelty` on reference ground states, all crystals of
 * whose formulas were left out of the vote.
 */
import type { ModelId } from '../../energy/energy-model.js';
import type { CrystalVote } from './prototype-likelihood.js';

export interface NoveltyModel {
  readonly id: ModelId;
  /** c */
  readonly constant: number;
  /** a */
  readonly strongestVote: number;
  /** b */
  readonly prototypes: number;
}

export interface NoveltyEvidence {
  /** ln of the strongest vote, all ways to put the elements on its slots together. */
  readonly logStrongestVote: number;
  /** ln(1 + prototypes of the anonymous formula with a crystal that votes). */
  readonly logPrototypes: number;
}

/** Stands for the strongest vote where none votes. */
const NO_VOTE = 1e-12;
/** Nothing is certain. */
const LEAST = 0.003;
const MOST = 0.97;

export function noveltyEvidence(crystals: readonly CrystalVote[]): NoveltyEvidence {
  const strongest = crystals.reduce((most, { weights }) => Math.max(most, weights.reduce((sum, weight) => sum + weight, 0)), NO_VOTE);
  return { logStrongestVote: Math.log(strongest), logPrototypes: Math.log1p(new Set(crystals.map(({ entry }) => entry.prototype)).size) };
}

/** Probability that the prototype is unknown, within [0.003, 0.97]. */
export function unknownPrototypeShare({ constant, strongestVote, prototypes }: NoveltyModel, evidence: NoveltyEvidence): number {
  const logit = constant + strongestVote * evidence.logStrongestVote + prototypes * evidence.logPrototypes;
  return Math.min(MOST, Math.max(LEAST, 1 / (1 + Math.exp(-logit))));
}
