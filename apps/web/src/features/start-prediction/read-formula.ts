import { FormulaError } from '@kessho/core/composition/formula-error';
import type { FormulaErrorCode } from '@kessho/core/composition/formula-error';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { symbolOf } from '@kessho/core/elements/elements';

export interface ReadFormula {
  readonly kind: 'formula';
  /** Reduced, as chemists write it. */
  readonly reduced: string;
  /** In one reduced formula unit. */
  readonly atoms: number;
  readonly symbols: readonly string[];
}

export interface UnreadFormula {
  readonly kind: 'error';
  readonly code: FormulaErrorCode;
  readonly message: string;
  /** Offset of the offending character in the text. */
  readonly position: number;
}

/** What a text says as a formula, while it is being typed; null for an empty text, which is no mistake yet. */
export function readFormula(text: string): ReadFormula | UnreadFormula | null {
  if (text.trim() === '') return null;
  try {
    const composition = reduceComposition(parseFormula(text));
    return { kind: 'formula', reduced: reducedFormula(composition), atoms: atomCount(composition), symbols: composition.atomicNumbers.map(symbolOf) };
  } catch (error) {
    if (error instanceof FormulaError) return { kind: 'error', code: error.code, message: error.message, position: error.position ?? 0 };
    throw error;
  }
}
