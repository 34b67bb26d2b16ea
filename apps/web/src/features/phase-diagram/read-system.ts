import { atomicNumberOf } from '@kessho/core/elements/elements';
import type { Element } from '@kessho/schema/generated/graphql';

/** Most elements the API computes a hull of. */
export const MOST_ELEMENTS = 10;

/** `Li-Co-O`: symbols joined by dashes, commas or blanks, each once. @returns null for anything else */
export function readSystem(text: string): Element[] | null {
  const symbols = text.trim().split(/\s*[-–,\s]\s*/);
  const isSystem = symbols.every((symbol) => atomicNumberOf(symbol) !== null) && new Set(symbols).size === symbols.length;
  return isSystem && symbols.length <= MOST_ELEMENTS ? (symbols as Element[]) : null;
}
