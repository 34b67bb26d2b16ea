import { FormulaError } from '@kessho/core/composition/formula-error';
import type { FormulaErrorCode } from '@kessho/core/composition/formula-error';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { atomCount, reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { atomicNumberOf, symbolOf } from '@kessho/core/elements/elements';

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

export interface ReadSystem {
  readonly kind: 'system';
  /** Different ones, as they were typed; two at least. */
  readonly symbols: readonly string[];
}

export interface UnreadFormula {
  readonly kind: 'error';
  readonly code: FormulaErrorCode | 'TooManyFormulas' | 'TooManyElements' | 'RepeatedElement' | 'ElementMissing';
  readonly message: string;
  /** Offset of the offending character in the text. */
  readonly position: number;
}

export type FormulaReading = ReadFormula | FormulaList | ReadSystem | UnreadFormula;

/** Predictions that are started at once. */
export const MOST_FORMULAS = 100;

/** Most elements whose hull the API computes. */
export const MOST_ELEMENTS = 10;

/**
 * What a text says while it is being typed: one formula, several between commas or semicolons, or a chemical system, `Li-P-S`; null for an empty text, which
 * is no mistake yet.
 */
export function readFormulas(text: string): FormulaReading | null {
  const system = readSystem(text);
  if (system !== null) return system;
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

/** A chemical system, or where it is none; null for a text that does not look like one: words of letters alone with dashes between them. */
function readSystem(text: string): ReadSystem | UnreadFormula | null {
  if (!/^\s*[A-Za-z]+\s*[-–][-–\sA-Za-z]*$/.test(text)) return null;
  const words = Array.from(text.matchAll(/[^-–]+|(?<=[-–])(?=[-–]|$)/g), ({ 0: word, index }) => ({
    symbol: word.trim(),
    position: index + word.search(/\S|$/),
  }));
  for (const [place, { symbol, position }] of words.entries()) {
    if (symbol === '') return { kind: 'error', code: 'ElementMissing', message: '', position };
    if (atomicNumberOf(symbol) === null) return { kind: 'error', code: 'UnknownElement', message: `${symbol} is not a chemical element`, position };
    if (words.findIndex((word) => word.symbol === symbol) < place) return { kind: 'error', code: 'RepeatedElement', message: symbol, position };
    if (place >= MOST_ELEMENTS) return { kind: 'error', code: 'TooManyElements', message: String(MOST_ELEMENTS), position };
  }
  return { kind: 'system', symbols: words.map(({ symbol }) => symbol) };
}

/** Lines and columns of a pasted table as one list. */
export const listOfPasted = (text: string): string =>
  text
    .split(/[\n\r\t]+/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(', ');

/** Whether a pasted text of several lines is a file rather than a list of formulas: a line of it holds two numbers side by side, or it begins as CIF or JSON. */
export const isFileText = (text: string): boolean =>
  /^\s*(?:data_|[[{])/i.test(text) || /^[ \t]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t,;]+[-+]?\.?\d/m.test(text);
