import { atomicNumberOf } from '../elements/elements.js';
import { meantNumber } from '../numerics/decimal-fraction.js';
import { FormulaError } from './formula-error.js';

/** One piece of a formula; the last one is always `end`. `position` is its offset in the text. */
export type FormulaToken =
  | { readonly kind: 'symbol' | 'open' | 'close' | 'dot' | 'end'; readonly text: string; readonly position: number }
  | { readonly kind: 'number'; readonly text: string; readonly position: number; readonly value: number };

const SUBSCRIPT_ZERO = 0x2080;
const PATTERN = /(?<blank>\s+)|(?<symbol>[A-Z][a-z]?)|(?<number>\d+(?:\.\d+)?|\.\d+)|(?<open>[([{])|(?<close>[)\]}])|(?<dot>[·•⋅∙*])/y;

/**
 * Cut a formula into symbols, numbers, brackets and dots. Symbols are not looked up; subscript digits read as digits.
 * @throws {FormulaError} code `InvalidFormula` at the first character that belongs to none of them
 */
export function tokenizeFormula(text: string): FormulaToken[] {
  // One UTF-16 unit for one, so positions stay those of the text.
  const plain = text.replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - SUBSCRIPT_ZERO));
  const tokens: FormulaToken[] = [];
  let position = 0;
  while (position < plain.length) {
    PATTERN.lastIndex = position;
    const groups = PATTERN.exec(plain)?.groups;
    if (groups === undefined) throw unexpected(plain, position);
    const { blank, symbol, number, open, close, dot } = groups;
    const found = symbol ?? number ?? open ?? close ?? dot;
    if (number !== undefined) tokens.push({ kind: 'number', text: number, position, value: meantNumber(number) });
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol, position });
    else if (open !== undefined) tokens.push({ kind: 'open', text: open, position });
    else if (close !== undefined) tokens.push({ kind: 'close', text: close, position });
    else if (dot !== undefined) tokens.push({ kind: 'dot', text: dot, position });
    position += (found ?? blank).length;
  }
  tokens.push({ kind: 'end', text: '', position: text.trimEnd().length });
  return tokens;
}

function unexpected(text: string, position: number): FormulaError {
  const [character] = [...text.slice(position, position + 2)];
  if (/[+\-−–⁺⁻₊₋^⁰¹²³⁴-⁹]/.test(character)) {
    return new FormulaError('InvalidFormula', `"${character}": charges and unknown amounts are not part of a formula`, position);
  }
  if (/[a-z]/.test(character)) {
    const suggestion = [text.slice(position, position + 2), character]
      .map((letters) => letters[0].toUpperCase() + letters.slice(1))
      .find((symbol) => atomicNumberOf(symbol) !== null);
    const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
    return new FormulaError('InvalidFormula', `Element symbols start with a capital letter, not with "${character}"${hint}`, position);
  }
  return new FormulaError('InvalidFormula', `Unexpected character ${JSON.stringify(character)}`, position);
}
