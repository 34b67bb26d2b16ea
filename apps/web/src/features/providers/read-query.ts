import { FormulaError } from '@kessho/core/composition/formula-error';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import type { PlacedMistake } from '../../components/mistake-place';
import type { Element, StartOptimadeSearchInput } from '@kessho/schema/generated/graphql';

/** How the text of the search is meant. */
export const QUERY_MODES = ['formula', 'elements', 'optimade'] as const;
export type QueryMode = (typeof QUERY_MODES)[number];

export interface TypedQuery {
  readonly mode: QueryMode;
  readonly text: string;
  /** No other elements than those named. */
  readonly isOnly: boolean;
  /** Number of a space group; empty for any. */
  readonly spaceGroup: string;
}

type Conditions = Partial<StartOptimadeSearchInput>;

/**
 * What is asked for, or what is wrong with it. The text of a filter is read by the API, which says where it breaks.
 * @returns null for an empty text
 */
export function readQuery({ mode, text, isOnly, spaceGroup }: TypedQuery): Conditions | PlacedMistake | null {
  if (text.trim() === '') return null;
  const group: Conditions = spaceGroup === '' ? {} : { spaceGroupNumber: Number(spaceGroup) };
  switch (mode) {
    case 'optimade':
      return { ...group, filter: text };
    case 'formula':
      try {
        parseFormula(text);
        return { ...group, formula: text };
      } catch (error) {
        if (error instanceof FormulaError) return { message: error.message, position: error.position };
        throw error;
      }
    case 'elements': {
      const symbols = Array.from(text.matchAll(/[^\s,;–-]+/g), ({ 0: symbol, index }) => ({ symbol, index }));
      const unknown = symbols.find(({ symbol }) => atomicNumberOf(symbol) === null);
      if (unknown !== undefined) return { message: `"${unknown.symbol}"`, position: unknown.index };
      const hasAll = [...new Set(symbols.map(({ symbol }) => symbol as Element))];
      return hasAll.length === 0 ? null : { ...group, elements: { hasAll, ...(isOnly && { hasOnly: hasAll }) } };
    }
  }
}

export const isMistake = (read: Conditions | PlacedMistake | null): read is PlacedMistake => read !== null && 'message' in read;
