import { atomicNumberOf } from '../elements/elements.js';

/** Isotopes of hydrogen that files name like elements. */
const HYDROGEN_ISOTOPES: ReadonlySet<string> = new Set(['D', 'T']);

/** Atomic number of an exact element symbol, deuterium and tritium being hydrogen; null for anything else. */
export const atomicNumberFromSymbol = (symbol: string): number | null => (HYDROGEN_ISOTOPES.has(symbol) ? 1 : atomicNumberOf(symbol));

/**
 * Atomic number from a site label or type symbol: the leading letters, two before one, in any case: `Na1+`, `CL2`, `Fe(1)`, `Ow3`, `D`.
 * Null where they begin no symbol.
 */
export function atomicNumberFromLabel(label: string): number | null {
  const letters = /^[A-Za-z]{1,2}/.exec(label)?.[0] ?? '';
  const capitalized = letters.charAt(0).toUpperCase() + letters.slice(1).toLowerCase();
  return atomicNumberFromSymbol(capitalized) ?? atomicNumberFromSymbol(capitalized.charAt(0));
}
