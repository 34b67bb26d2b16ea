import type { Structure } from '../crystal/structure.js';
import { isSameStructure } from './match-structures.js';
import { prepareForMatching } from './matchable-structure.js';
import type { MatchingTolerances } from './matching-tolerances.js';

/**
 * Sort structures into groups that match their first member.
 *
 * Matching is not transitive, so groups depend on the order of the list: the earliest structure not yet in a group founds the next one.
 * @returns indices into `structures`; groups by their first member, members rising
 */
export function groupStructures(structures: readonly Structure[], tolerances: Partial<MatchingTolerances> = {}): number[][] {
  const matchables = structures.map(prepareForMatching);
  const groups: number[][] = [];
  matchables.forEach((matchable, index) => {
    const group = groups.find(([founder]) => isSameStructure(matchables[founder!]!, matchable, tolerances));
    if (group === undefined) groups.push([index]);
    else group.push(index);
  });
  return groups;
}
