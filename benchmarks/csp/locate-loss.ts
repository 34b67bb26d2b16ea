import { isSameStructure, matchStructures } from '@kessho/core/matching/match-structures';
import { prepareForMatching, type MatchableStructure } from '@kessho/core/matching/matchable-structure';
import type { Structure } from '@kessho/core/crystal/structure';
import type { RankedStructure, RelaxedCandidate, ScreenedCandidate } from '@kessho/core/prediction/stage-types';

export type Loss = 'not-generated' | 'lost-in-screening' | 'lost-in-relaxation' | 'outranked' | 'failed';

/** What was seen of one prediction. */
export interface Observation {
  readonly screened: readonly ScreenedCandidate[];
  readonly selected: readonly ScreenedCandidate[];
  readonly relaxed: readonly RelaxedCandidate[];
  readonly ranked: readonly RankedStructure[];
}

/** Rank of the first structure that matches the truth by the rms form, or null. */
export function findRank(truth: MatchableStructure, ranked: readonly RankedStructure[]): number | null {
  return ranked.find(({ relaxation }) => matchStructures(truth, prepareForMatching(relaxation.structure)).rms !== null)?.rank ?? null;
}

/** Where the truth was lost on the way to the first `top` ranks. */
export function locateLoss(truth: MatchableStructure, { screened, selected, relaxed, ranked }: Observation): Loss {
  const isTruth = (structure: Structure): boolean => isSameStructure(truth, prepareForMatching(structure));
  if (findRank(truth, ranked) !== null) return 'outranked';
  if (relaxed.some(({ relaxation }) => isTruth(relaxation.structure))) return 'outranked';
  if (selected.some(({ structure }) => isTruth(structure))) return 'lost-in-relaxation';
  return screened.some(({ structure }) => isTruth(structure)) ? 'lost-in-screening' : 'not-generated';
}
