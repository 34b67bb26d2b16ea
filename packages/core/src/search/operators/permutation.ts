import type { Structure } from '../../crystal/structure.js';
import type { Rng } from '../../numerics/rng.js';

/** Chance of one more exchange. */
const ANOTHER = 0.5;

/** Exchange unlike atoms, one pair and at times more. @returns null where all atoms are alike */
export function permutation(structure: Structure, rng: Rng): Structure | null {
  const atomicNumbers = [...structure.atomicNumbers];
  do {
    const i = rng.integer(atomicNumbers.length);
    const unlike = atomicNumbers.flatMap((z, j) => (z === atomicNumbers[i] ? [] : [j]));
    if (unlike.length === 0) return null;
    const j = unlike[rng.integer(unlike.length)];
    [atomicNumbers[i], atomicNumbers[j]] = [atomicNumbers[j], atomicNumbers[i]];
  } while (rng.uniform() < ANOTHER);
  return { ...structure, atomicNumbers };
}
