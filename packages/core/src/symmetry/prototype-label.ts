import type { Structure } from '../crystal/structure.js';
import { findSymmetry, type SymmetryDataset } from './find-symmetry.js';
import { letterRenamings } from './letter-renamings.js';
import { centering } from './centering.js';
import { wyckoffPositions, letterRank } from './wyckoff-positions.js';

/**
 * Label a crystal by anonymous formula, Pearson symbol, space group and Wyckoff letters, in the manner of AFLOW: `A3BC_cP5_221_c_a_b`.
 *
 * One crystal has one label: over all renamings of letters by equivalent origins and axes (`letter-renamings.ts`) the smallest letters win.
 * Slots A, B, C … are the elements by falling count, as in OPTIMADE's anonymous formula, equal counts by their letters; one letter stands for
 * one orbit, repetitions are counted (`2acd`). `training/prototypes` uses the same convention.
 *
 * @param symmetry of this very structure
 * @default symmetry findSymmetry(structure)
 * @throws as `findSymmetry`
 * @see M. J. Mehl et al., Comput. Mater. Sci. 136, S1 (2017), doi:10.1016/j.commatsci.2017.01.017
 */
export function prototypeLabel(structure: Structure, symmetry: SymmetryDataset = findSymmetry(structure)): string {
  const elements = [...new Set(structure.atomicNumbers)];
  const counts = elements.map((element) => structure.atomicNumbers.filter((z) => z === element).length);
  const letters = elements.map((element) =>
    symmetry.wyckoffLetters.filter((_, site) => structure.atomicNumbers[site] === element && symmetry.orbitOf[site] === site),
  );
  return prototypeLabelOf(symmetry.spaceGroup.number, counts, letters);
}

/**
 * The label of a crystal that is given by its occupation.
 * @param counts atoms of each element in any cell
 * @param letters for each element, one letter for each of its orbits
 */
export function prototypeLabelOf(spaceGroup: number, counts: readonly number[], letters: readonly (readonly string[])[]): string {
  let best: { readonly key: readonly number[][]; readonly letters: readonly string[][]; readonly order: readonly number[] } | undefined;
  for (const renaming of letterRenamings(spaceGroup)) {
    const renamed = letters.map((list) => list.map((letter) => renaming.get(letter) as string).sort((p, q) => letterRank(p) - letterRank(q)));
    const ranks = renamed.map((list) => list.map(letterRank));
    const order = counts
      .map((_, i) => i)
      .sort((i, j) => (counts[j] as number) - (counts[i] as number) || compare(ranks[i] as number[], ranks[j] as number[]));
    const key = order.map((i) => ranks[i] as number[]);
    if (best === undefined || compareLists(key, best.key) < 0) best = { key, letters: order.map((i) => renamed[i] as string[]), order };
  }
  const { letters: slots, order } = best as NonNullable<typeof best>;
  const divisor = counts.reduce(greatestCommonDivisor);
  const formula = order.map((i, slot) => slotName(slot) + times((counts[i] as number) / divisor)).join('');
  return [formula, pearsonSymbol(spaceGroup, slots.flat()), spaceGroup, ...slots.map(runLengths)].join('_');
}

/** A–Z, then Aa, Ba …, as in OPTIMADE. */
const slotName = (slot: number): string => {
  const letter = String.fromCharCode(65 + (slot % 26));
  return slot < 26 ? letter : letter + String.fromCharCode(97 + Math.floor(slot / 26) - 1);
};

const times = (n: number): string => (n === 1 ? '' : String(n));

const greatestCommonDivisor = (m: number, n: number): number => (n === 0 ? m : greatestCommonDivisor(n, m % n));

function runLengths(letters: readonly string[]): string {
  return [...new Set(letters)].map((letter) => times(letters.filter((other) => other === letter).length) + letter).join('');
}

function pearsonSymbol(spaceGroup: number, letters: readonly string[]): string {
  const family = 'amothc'[[2, 15, 74, 142, 194, 230].findIndex((last) => spaceGroup <= last)] as string;
  const { type } = centering(spaceGroup);
  const multiplicity = new Map(wyckoffPositions(spaceGroup).map((position) => [position.letter, position.multiplicity]));
  const sites = letters.reduce((sum, letter) => sum + (multiplicity.get(letter) as number), 0);
  return `${family}${'ABC'.includes(type) ? 'S' : type}${sites}`;
}

/** By the first difference; a list that ends first is smaller. */
function compare(p: readonly number[], q: readonly number[]): number {
  for (let i = 0; i < Math.min(p.length, q.length); i++) if (p[i] !== q[i]) return (p[i] as number) - (q[i] as number);
  return p.length - q.length;
}

function compareLists(p: readonly (readonly number[])[], q: readonly (readonly number[])[]): number {
  for (let i = 0; i < p.length; i++) {
    const difference = compare(p[i] as number[], q[i] as number[]);
    if (difference !== 0) return difference;
  }
  return 0;
}
