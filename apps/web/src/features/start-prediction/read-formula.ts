import { FormulaError } from '@kessho/core/composition/formula-error';
import type { FormulaErrorCode } from '@kessho/core/composition/formula-error';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { symbolOf } from '@kessho/core/elements/elements';

export interface ReadFormula {
  readonly kind: 'formula';
  /** As it was typed. */
  readonly text: string;
  /** Reduced, as chemists write it. */
  readonly reduced: string;
  /** In one reduced formula unit. */
  readonly atoms: number;
  readonly symbols: readonly string[];
}

export interface FormulaList {
  readonly kind: 'list';
  /** Different ones, two at least. */
  readonly formulas: readonly ReadFormula[];
}

export interface UnreadFormula {
  readonly kind: 'error';
  readonly code: FormulaErrorCode | 'TooManyFormulas';
  readonly message: string;
  /** Offset of the offending character in the text. */
  readonly position: number;
}

export type FormulaReading = ReadFormula | FormulaList | UnreadFormula;

/** Predictions that are started at once. */
export const MOST_FORMULAS = 100;

/** What a text says as one formula, or as several between commas or semicolons, while it is being typed; null for an empty text, which is no mistake yet. */
export function readFormulas(text: string): FormulaReading | null {
  const parts = [...text.matchAll(/[^,;]+/g)].filter(([part]) => part.trim() !== '');
  const formulas = new Map<string, ReadFormula>();
  for (const { 0: part, index } of parts) {
    const reading = readFormula(part);
    if (reading.kind === 'error') return { ...reading, position: index + reading.position };
    if (!formulas.has(reading.reduced)) formulas.set(reading.reduced, reading);
    if (formulas.size > MOST_FORMULAS) return { kind: 'error', code: 'TooManyFormulas', message: String(MOST_FORMULAS), position: index };
  }
  const [first, ...others] = formulas.values();
  if (first === undefined) return null;
  return others.length === 0 ? first : { kind: 'list', formulas: [first, ...others] };
}

function readFormula(text: string): ReadFormula | UnreadFormula {
  try {
    const composition = reduceComposition(parseFormula(text));
    return {
      kind: 'formula',
      text: text.trim(),
      reduced: reducedFormula(composition),
      atoms: atomCount(composition),
      symbols: composition.atomicNumbers.map(symbolOf),
    };
  } catch (error) {
    if (error instanceof FormulaError) return { kind: 'error', code: error.code, message: error.message, position: error.position ?? 0 };
    throw error;
  }
}

/** Lines and columns of a pasted table as one list. */
export const listOfPasted = (text: string): string =>
  text
    .split(/[\n\r\t]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');
