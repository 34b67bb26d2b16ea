import { atomCount } from '../../composition/reduce-composition.js';
import type { PredictionRequest } from '../stage-types.js';
import type { SymmetryClass } from './symmetry-model.js';

/** A space group with a number of formula units in the primitive cell. */
export interface SymmetryShare extends SymmetryClass {
  readonly probability: number;
}

export interface SymmetryShares {
  /** Pairs that the request admits, the most probable first; they sum to 1. */
  readonly pairs: readonly SymmetryShare[];
  /** By space group number, and by formula units in the primitive cell; each sums to 1. */
  readonly spaceGroups: ReadonlyMap<number, number>;
  readonly formulaUnits: ReadonlyMap<number, number>;
}

/** Probability of a space group that was asked for and that no crystal of such a composition is expected in. */
const UNEXPECTED = 1e-6;

/** Probabilities of space groups and formula units under the limits of a request. */
export function shareSymmetry(
  { composition, maxAtoms, spaceGroups }: Pick<PredictionRequest, 'composition' | 'maxAtoms' | 'spaceGroups'>,
  classes: readonly SymmetryClass[],
  probabilities: ArrayLike<number>,
): SymmetryShares {
  const all = classes.map((pair, k) => ({ ...pair, probability: probabilities[k] as number }));
  const fitting = all.filter(({ formulaUnits }) => formulaUnits * atomCount(composition) <= maxAtoms);
  const sized = fitting.length > 0 ? fitting : all;
  const pairs = normalize(spaceGroups === null ? sized : askedFor(spaceGroups, sized));
  return {
    pairs: pairs.sort((a, b) => b.probability - a.probability || a.spaceGroup - b.spaceGroup || a.formulaUnits - b.formulaUnits),
    spaceGroups: sumBy(pairs, ({ spaceGroup }) => spaceGroup),
    formulaUnits: sumBy(pairs, ({ formulaUnits }) => formulaUnits),
  };
}

function askedFor(spaceGroups: readonly number[], pairs: readonly SymmetryShare[]): SymmetryShare[] {
  const units = sumBy(normalize(pairs), ({ formulaUnits }) => formulaUnits);
  return spaceGroups.flatMap((spaceGroup) => {
    const known = pairs.filter((pair) => pair.spaceGroup === spaceGroup);
    if (known.length > 0) return known;
    return [...units].map(([formulaUnits, share]) => ({ spaceGroup, formulaUnits, probability: UNEXPECTED * share }));
  });
}

function sumBy(pairs: readonly SymmetryShare[], keyOf: (pair: SymmetryShare) => number): Map<number, number> {
  const sums = new Map<number, number>();
  for (const pair of pairs) sums.set(keyOf(pair), (sums.get(keyOf(pair)) ?? 0) + pair.probability);
  return sums;
}

function normalize(pairs: readonly SymmetryShare[]): SymmetryShare[] {
  const total = pairs.reduce((sum, { probability }) => sum + probability, 0);
  return pairs.map((pair) => ({ ...pair, probability: total > 0 ? pair.probability / total : 1 / pairs.length }));
}
