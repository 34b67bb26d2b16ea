import { isSound } from '../stop-reasons.js';
import type { CandidateOrigin, RelaxedCandidate } from '../stage-types.js';

/** Of the probability of being the ground state, the share among those left that is worth another round. */
const LIKELIHOOD_LEFT = 0.02;
/** A round that ends this far below the lowest of the rounds before found something new, eV/atom. */
const NEW_LOWEST = 0.001;

/**
 * Is another round of relaxations likely to bring something better? Yes while those left hold a share of the likelihood, or while the last round still
 * found something lower.
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
  return lowestOf(relaxed.slice(lastRound)) < lowestOf(relaxed.slice(0, lastRound)) - NEW_LOWEST;
}

const lowestOf = (relaxed: readonly Pick<RelaxedCandidate, 'relaxation'>[]): number =>
  Math.min(...relaxed.flatMap(({ relaxation }) => (isSound(relaxation) ? [relaxation.enthalpyPerAtom] : [])));
