import { isHeld } from '../stop-reasons.js';
import type { Candidate } from '../stage-types.js';

type Work<T, R> = (candidates: readonly T[]) => Promise<readonly R[]>;

/** Do one thing with candidates that are free and another with those that are held; one result for each, in their order. */
export async function apartFromHeld<T extends Pick<Candidate, 'key' | 'origin'>, R extends { readonly key: string }>(
  candidates: readonly T[],
  ofFree: Work<T, R>,
  ofHeld: Work<T, R>,
): Promise<R[]> {
  const free = await ofFree(candidates.filter((candidate) => !isHeld(candidate)));
  const held = await ofHeld(candidates.filter(isHeld));
  const byKey = new Map([...free, ...held].map((result) => [result.key, result]));
  return candidates.map(({ key }) => byKey.get(key) as R);
}
