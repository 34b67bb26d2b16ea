import { isSound } from '../stop-reasons.js';
import type { CandidateOrigin, RelaxedCandidate } from '../stage-types.js';

/** Of the probability of being the ground state, the share among those left that is worth another round. */
const LIKELIHOOD_LEFT = 0.02;
/** A round that came this close to the lowest of the rounds before found something that may be the ground state, eV/atom: the potential's error for differences. */
const NEAR_LOWEST = 0.015;

/**
 * Is another round of relaxations likely to bring something better? Yes while those left hold a share of the likelihood, or while the last round still
 * found structures as low as the lowest before.
 * @param chosen all that may be relaxed, in order @param relaxed the first of them, round by round @param roundSize candidates in each of these rounds
 */
export function goesOn(
  chosen: readonly { readonly origin: Pick<CandidateOrigin, 'likelihood'> }[],
  relaxed: readonly Pick<RelaxedCandidate, 'relaxation'>[],
  roundSize: number,
): boolean {
  if (relaxed.length >= chosen.length) return false;
  const left = chosen.slice(relaxed.length).reduce((sum, { origin }) => sum + origin.likelihood, 0);
  if (left > LIKELIHOOD_LEFT) return true;
  const lastRound = relaxed.length - (relaxed.length % roundSize || roundSize);
  return lowestOf(relaxed.slice(lastRound)) < lowestOf(relaxed.slice(0, lastRound)) + NEAR_LOWEST;
}

const lowestOf = (relaxed: readonly Pick<RelaxedCandidate, 'relaxation'>[]): number =>
  Math.min(...relaxed.flatMap(({ relaxation }) => (isSound(relaxation) ? [relaxation.enthalpyPerAtom] : [])));
