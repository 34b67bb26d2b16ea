import type { Rng } from '../../../numerics/rng.js';
import type { Candidate } from '../../stage-types.js';

/**
 * Choose candidates to label before anything is known of their energies: generators in turn, and of each one, its kinds in turn, so that no kind with many
 * candidates takes the places of the others. Random crystals are of a kind if space group and cell size agree, imitations if their prototype does.
 * @returns at most `count` indices, all different, in the order in which they were drawn
 */
export function sampleForAdaptation(candidates: readonly Candidate[], count: number, rng: Rng): number[] {
  const generators = new Map<string, Map<string, number[]>>();
  candidates.forEach((candidate, i) => {
    const kinds = generators.get(candidate.origin.generator) ?? new Map<string, number[]>();
    generators.set(candidate.origin.generator, kinds);
    const kind = kindOf(candidate);
    const members = kinds.get(kind);
    if (members) members.push(i);
    else kinds.set(kind, [i]);
  });
  const queues = [...generators.values()].map((kinds) => inTurn(shuffle([...kinds.values()], rng).map((members) => shuffle(members, rng))));
  return inTurn(queues).slice(0, count);
}

function kindOf({ origin, structure }: Candidate): string {
  switch (origin.generator) {
    case 'symmetric':
      return `${origin.spaceGroup} ${structure.atomicNumbers.length}`;
    case 'substitution':
      return origin.prototype;
    case 'import':
      return origin.source;
  }
}

/** One of each list, then the second of each, and so on. */
function inTurn(lists: readonly (readonly number[])[]): number[] {
  const longest = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length: longest }, (_, place) => lists.flatMap((list) => (place < list.length ? [list[place] as number] : []))).flat();
}

/** Fisher–Yates, in place. */
function shuffle<T>(items: T[], rng: Rng): T[] {
  for (let k = items.length - 1; k > 0; k--) {
    const other = rng.integer(k + 1);
    [items[k], items[other]] = [items[other] as T, items[k] as T];
  }
  return items;
}
