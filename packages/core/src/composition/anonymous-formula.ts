import type { Composition } from './composition.js';
import { reduceComposition } from './reduce-composition.js';

const CAPITALS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A, B, …, Z, Aa, Ba, …, Za, Ab, …: OPTIMADE's labels, enough for every element. */
const label = (k: number): string => CAPITALS[k % 26] + (k < 26 ? '' : CAPITALS[Math.floor(k / 26) - 1].toLowerCase());

const write = (counts: readonly number[]): string => counts.map((count, k) => `${label(k)}${count === 1 ? '' : count}`).join('');

/** Reduced counts from the smallest, with letters for elements: `ABC3` for every perovskite. Agrees with pymatgen's `anonymized_formula`. */
export const anonymousFormula = (composition: Composition): string => write([...reduceComposition(composition).counts].sort((a, b) => a - b));

/** OPTIMADE's `chemical_formula_anonymous`: reduced counts from the largest, `A3BC`. */
export const descendingAnonymousFormula = (composition: Composition): string =>
  write([...reduceComposition(composition).counts].sort((a, b) => b - a));
