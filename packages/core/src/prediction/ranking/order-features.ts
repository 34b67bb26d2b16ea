import { isSameStructure } from '../../matching/match-structures.js';
import type { MatchableStructure } from '../../matching/matchable-structure.js';

/** What the order looks at in one ranked structure. */
export interface OrderEvidence {
  readonly enthalpyPerAtom: number;
  /** How well the prototype fits these elements, at most 1. */
  readonly likelihood: number;
  /** Of its space group, by the symmetry proposals. */
  readonly spaceGroupProbability: number;
  /** Operations of its point group, 1–48. */
  readonly pointGroupOrder: number;
  /** Made by the random generator: nothing known was imitated. */
  readonly isRandom: boolean;
  /** Held near the crystal it imitates: no minimum of the potential. */
  readonly isHeld: boolean;
  readonly matchable: MatchableStructure;
}

export const ORDER_FEATURES = [
  /** Enthalpy above the lowest, 10 meV/atom, negative; 0 for a held structure, whose enthalpy is no minimum. */
  'enthalpy',
  /** The same, counted up to 20 meV/atom only: differences within the potential's error. */
  'nearEnthalpy',
  /** ln of the likelihood. */
  'likelihood',
  /** ln of the likelihood of all structures that the matcher takes for this one: a crystal and its distortions are one answer. */
  'familyLikelihood',
  /** Enthalpy above the lowest of these, 10 meV/atom, negative, up to 30 meV/atom: what breaking the symmetry would win. */
  'unbroken',
  'spaceGroup',
  'pointGroup',
  /** ln of the number of sites over that of the smallest structure ranked. */
  'sites',
  'random',
  'held',
  /** Enthalpy of a held structure above the lowest, 10 meV/atom, negative; 0 for the others. */
  'heldEnthalpy',
] as const;

/**
 * What says that the ground state may be none of the structures: a constant, ln of the probability that its prototype is unknown, how well the best known
 * prototype fits, the number of sites of the lowest structure and whether that is a random one.
 */
export const ABSENCE_FEATURES = ['constant', 'unknown', 'bestLikelihood', 'sites', 'randomLowest'] as const;

export interface OrderFeatures {
  /** One row for each structure, columns as `ORDER_FEATURES`. */
  readonly structures: readonly (readonly number[])[];
  /** As `ABSENCE_FEATURES`. */
  readonly absence: readonly number[];
}

/** Keep logarithms finite: below these nothing is known. */
const LIKELIHOOD_FLOOR = 1e-5;
const GROUP_FLOOR = 1e-4;
/** eV/atom. */
const ENERGY_UNIT = 0.01;
const NEAR = 0.02;
const MOST_UNBROKEN = 0.03;
/** Structures further apart in enthalpy than this are not compared, eV/atom. */
const FAMILY_WIDTH = 0.06;

/** @param structures by rising enthalpy, at least one @param unknownShare probability that the ground state's prototype is unknown, above 0 */
export function orderFeatures(structures: readonly OrderEvidence[], unknownShare: number): OrderFeatures {
  const lowest = structures[0] as OrderEvidence;
  const fewestSites = Math.min(...structures.map(({ matchable }) => matchable.atomCount));
  const families = familiesOf(structures);
  const rows = structures.map((structure, i) => {
    const family = families[i] as readonly OrderEvidence[];
    const enthalpy = (lowest.enthalpyPerAtom - structure.enthalpyPerAtom) / ENERGY_UNIT;
    const ofMinimum = structure.isHeld ? 0 : enthalpy;
    const unbroken = (Math.min(...family.map(({ enthalpyPerAtom }) => enthalpyPerAtom)) - structure.enthalpyPerAtom) / ENERGY_UNIT;
    const familyLikelihood = Math.min(1, family.reduce((sum, { likelihood }) => sum + likelihood, 0));
    return [
      ofMinimum,
      Math.max(ofMinimum, -NEAR / ENERGY_UNIT),
      Math.log(structure.likelihood + LIKELIHOOD_FLOOR),
      Math.log(familyLikelihood + LIKELIHOOD_FLOOR),
      Math.max(unbroken, -MOST_UNBROKEN / ENERGY_UNIT),
      Math.log(structure.spaceGroupProbability + GROUP_FLOOR),
      Math.log(structure.pointGroupOrder),
      Math.log(structure.matchable.atomCount / fewestSites),
      structure.isRandom ? 1 : 0,
      structure.isHeld ? 1 : 0,
      structure.isHeld ? enthalpy : 0,
    ];
  });
  const best = Math.max(...structures.map(({ likelihood }) => likelihood));
  return {
    structures: rows,
    absence: [1, Math.log(unknownShare), Math.log(best + LIKELIHOOD_FLOOR), Math.log(lowest.matchable.atomCount), lowest.isRandom ? 1 : 0],
  };
}

/** For each structure those that the matcher takes for it, itself included. */
function familiesOf(structures: readonly OrderEvidence[]): OrderEvidence[][] {
  const families = structures.map((structure) => [structure]);
  structures.forEach((one, i) => {
    for (let j = i + 1; j < structures.length; j++) {
      const other = structures[j] as OrderEvidence;
      if (other.enthalpyPerAtom - one.enthalpyPerAtom > FAMILY_WIDTH) break;
      if (one.matchable.atomCount !== other.matchable.atomCount || !isSameStructure(one.matchable, other.matchable)) continue;
      (families[i] as OrderEvidence[]).push(other);
      (families[j] as OrderEvidence[]).push(one);
    }
  });
  return families;
}
