import { elementOf } from '../../../elements/elements.js';

/**
 * Smallest distances that a random crystal may have, per pair of elements, as shares of the sum of covalent radii.
 *
 * The shares are the first percentile over 2,200 crystals of the Materials Project of the shortest distance of each pair of elements, images
 * included: 0.75 between elements more than 1 apart in electronegativity, 0.80 between others. The most electronegative elements of a compound
 * that spans 1.2 and more repel each other: 95 % of the oxides, fluorides, chlorides, bromides and sulfides have no such pair below 1.4; the
 * rest have bonded anions (peroxides, disulfides, carbonates), from 0.85 up.
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
/** Covalent radius where none is tabulated (elements beyond curium), Å. */
const UNKNOWN_RADIUS = 1.6;

/** @throws {UnknownElementError} */
export function distanceRules(atomicNumbers: readonly number[]): DistanceRules {
  const radii = atomicNumbers.map((z) => elementOf(z).covalentRadius ?? UNKNOWN_RADIUS);
  // Noble gases without a value behave as neutral: the middle of the scale.
  const electronegativities = atomicNumbers.map((z) => elementOf(z).electronegativity ?? 2);
  const highest = Math.max(...electronegativities);
  const ionic = highest - Math.min(...electronegativities) >= IONIC_FROM;
  const isAnion = electronegativities.map((value) => ionic && value >= highest - ANION_WITHIN);
  const rules = (anionShare: number): Float64Array => {
    const n = atomicNumbers.length;
    const distances = new Float64Array(n * n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const unlike = Math.abs((electronegativities[i] as number) - (electronegativities[j] as number)) > UNLIKE_FROM;
        const share = isAnion[i] && isAnion[j] ? anionShare : unlike ? UNLIKE_SHARE : LIKE_SHARE;
        distances[i * n + j] = share * ((radii[i] as number) + (radii[j] as number));
      }
    }
    return distances;
  };
  return { separate: rules(SEPARATE_ANION_SHARE), bonded: ionic ? rules(BONDED_ANION_SHARE) : null };
}
