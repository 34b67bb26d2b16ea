import { descendingAnonymousFormula } from '../../composition/anonymous-formula.js';
import type { Composition } from '../../composition/composition.js';
import { atomCount } from '../../composition/reduce-composition.js';
import { spaceGroupSymbol } from '../../symmetry/space-group.js';
import type { SymmetryProposal, WyckoffAssignment } from '../stage-types.js';
import type { TemplateRanking } from './rank-templates.js';
import { smoothedShares, type SymmetryFrequencies } from './symmetry-frequencies.js';

export interface SymmetryShares {
  /** By space group number, and by formula units in the primitive cell; each sums to 1. */
  readonly spaceGroups: ReadonlyMap<number, number>;
  readonly formulaUnits: ReadonlyMap<number, number>;
}

/**
 * Probabilities of space groups and numbers of formula units: the votes of known crystals, and for what they leave open the frequencies among
 * crystals of the kind.
 */
export function shareSymmetry(composition: Composition, ranking: TemplateRanking, frequencies: SymmetryFrequencies, spaceGroups: readonly number[] | null): SymmetryShares {
  const kind = { anonymousFormula: descendingAnonymousFormula(composition), elements: composition.atomicNumbers.length, atoms: atomCount(composition) };
  const voted = ranking.votes.reduce((sum, { probability }) => sum + probability, 0);
  const mix = (valueOf: (vote: TemplateRanking['votes'][number]) => number, frequent: ReadonlyMap<number, number>): Map<number, number> => {
    const shares = new Map([...frequent].map(([value, share]) => [value, (1 - voted) * share]));
    for (const vote of ranking.votes) shares.set(valueOf(vote), (shares.get(valueOf(vote)) ?? 0) + vote.probability);
    return shares;
  };
  const groups = mix(({ prototype }) => prototype.spaceGroup, smoothedShares(frequencies.spaceGroups, kind, frequencies.atomClasses));
  return {
    spaceGroups: normalize(spaceGroups === null ? groups : new Map(spaceGroups.map((group) => [group, groups.get(group) ?? 1e-6]))),
    formulaUnits: normalize(mix(({ prototype }) => prototype.formulaUnits, smoothedShares(frequencies.formulaUnits, kind, frequencies.atomClasses))),
  };
}

/** Assignments listed with a space group. */
const ASSIGNMENTS_SHOWN = 10;

/** Space groups with their Wyckoff assignments as known crystals suggest them, the most probable first. */
export function proposeSymmetry(composition: Composition, ranking: TemplateRanking, shares: SymmetryShares): SymmetryProposal[] {
  const assignments = new Map<number, Map<string, { assignment: Omit<WyckoffAssignment, 'probability'>; weight: number }>>();
  for (const { prototype, elements, probability } of ranking.votes) {
    const letters = composition.atomicNumbers.map((z) =>
      prototype.orbits.filter(({ slot }) => elements[slot] === z).map(({ letter }) => letter),
    );
    const ofGroup = assignments.get(prototype.spaceGroup) ?? new Map<string, { assignment: Omit<WyckoffAssignment, 'probability'>; weight: number }>();
    assignments.set(prototype.spaceGroup, ofGroup);
    const key = `${prototype.formulaUnits};${letters.map((list) => list.join('')).join(';')}`;
    const known = ofGroup.get(key);
    if (known) known.weight += probability;
    else ofGroup.set(key, { assignment: { letters, formulaUnits: prototype.formulaUnits }, weight: probability });
  }
  return [...shares.spaceGroups]
    .sort(([g, p], [h, q]) => q - p || g - h)
    .map(([number, probability]) => {
      const listed = [...(assignments.get(number)?.values() ?? [])].sort((a, b) => b.weight - a.weight);
      const total = listed.reduce((sum, { weight }) => sum + weight, 0);
      return {
        spaceGroup: { number, symbol: spaceGroupSymbol(number) },
        probability,
        assignments: listed.slice(0, ASSIGNMENTS_SHOWN).map(({ assignment, weight }) => ({ ...assignment, probability: weight / total })),
        impossibleBecause: null,
      };
    });
}

function normalize(shares: ReadonlyMap<number, number>): Map<number, number> {
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  return new Map([...shares].map(([value, share]) => [value, total > 0 ? share / total : 1 / shares.size]));
}
