import { covalentRadiusOf } from '../../../elements/covalent-radius.js';
import { elementOf } from '../../../elements/elements.js';
import { pairKey, type GeometryModel } from './geometry-model.js';

/**
 * Smallest distances that a random crystal may have, per pair of elements.
 *
 * Without data, shares of the sum of covalent radii: the first percentile over 2,200 crystals of the Materials Project of the shortest distance of
 * each pair of elements, images included: 0.75 between elements more than 1 apart in electronegativity, 0.80 between others. The most
 * electronegative elements of a compound that spans 1.2 and more repel each other: 95 % of the oxides, fluorides, chlorides, bromides and sulfides
 * have no such pair below 1.4; the rest have bonded anions (peroxides, disulfides, carbonates), from 0.85 up.
 *
 * With data, the quantile learned for this very pair, drawn towards that share where few crystals hold both elements.
 */
export interface DistanceRules {
  /** (nElements × nElements), Å: bonds between anions not allowed. */
  readonly separate: Float64Array;
  /** The same with bonds between anions allowed; null where the compound has no anions. */
  readonly bonded: Float64Array | null;
}

const UNLIKE_SHARE = 0.75;
const LIKE_SHARE = 0.8;
const SEPARATE_ANION_SHARE = 1.4;
const BONDED_ANION_SHARE = 0.85;
/** Difference of Pauling electronegativities from which two elements are taken as cation and anion. */
const UNLIKE_FROM = 1;
const IONIC_FROM = 1.2;
/** Elements within this of the most electronegative one are anions too. */
const ANION_WITHIN = 0.5;
/** A learned quantile times this is the rule: several pairs of a crystal are tested, and a random crystal has yet to relax. */
const MARGIN = 0.97;
/** So many crystals weigh as much as the share of the radii. */
const PRIOR_CRYSTALS = 20;
/** The learned rule stays within this of the share of the radii: few crystals may hold two large ions far apart by chance. */
const MOST_OVER_SHARE = 1.35;

// Noble gases without a value behave as neutral: the middle of the scale.
const electronegativityOf = (z: number): number => elementOf(z).electronegativity ?? 2;

/** Which elements of a compound are its anions. @throws {UnknownElementError} */
export function anionsOf(atomicNumbers: readonly number[]): boolean[] {
  const values = atomicNumbers.map(electronegativityOf);
  const highest = Math.max(...values);
  const ionic = highest - Math.min(...values) >= IONIC_FROM;
  return values.map((value) => ionic && value >= highest - ANION_WITHIN);
}

/** @param learned null for shares of radii alone @throws {UnknownElementError} */
export function distanceRules(atomicNumbers: readonly number[], learned: GeometryModel['distances'] | null): DistanceRules {
  const isAnion = anionsOf(atomicNumbers);
  const rules = (mayBond: boolean): Float64Array => {
    const n = atomicNumbers.length;
    const distances = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const [z, other] = [atomicNumbers[i] as number, atomicNumbers[j] as number];
        const areAnions = (isAnion[i] as boolean) && (isAnion[j] as boolean);
        const unlike = Math.abs(electronegativityOf(z) - electronegativityOf(other)) > UNLIKE_FROM;
        const share = areAnions ? (mayBond ? BONDED_ANION_SHARE : SEPARATE_ANION_SHARE) : unlike ? UNLIKE_SHARE : LIKE_SHARE;
        const expected = share * (covalentRadiusOf(z) + covalentRadiusOf(other));
        const known = learned?.get(pairKey(z, other));
        if (known === undefined) distances[i * n + j] = expected;
        else if (areAnions && !mayBond) distances[i * n + j] = shrunk(expected, known.unbonded, known.unbondedCrystals);
        else distances[i * n + j] = shrunk(expected, known.nearest, known.crystals);
      }
    }
    return distances;
  };
  return { separate: rules(false), bonded: isAnion.includes(true) ? rules(true) : null };
}

/** Geometric mean of what the radii say and what `crystals` crystals say. */
function shrunk(expected: number, learned: number, crystals: number): number {
  if (crystals === 0) return expected;
  const ratio = Math.min(MOST_OVER_SHARE, (MARGIN * learned) / expected);
  return expected * ratio ** (crystals / (crystals + PRIOR_CRYSTALS));
}
