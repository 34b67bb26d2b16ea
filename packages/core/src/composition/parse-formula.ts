import { atomicNumberOf } from '../elements/elements.js';
import type { Composition } from './composition.js';
import { compositionFromCounts } from './create-composition.js';
import { FormulaError } from './formula-error.js';
import { type FormulaToken, tokenizeFormula } from './tokenize-formula.js';

/** Longest text that is read as a formula, in characters. */
export const MAX_FORMULA_LENGTH = 1000;

/** Most atoms in the formula as it is written, after decimals have become whole numbers. */
export const MAX_FORMULA_ATOMS = 1000;

/** Decimals become whole numbers by a factor up to this; `Fe0.95O` (20) is the last kind that still describes an ordered crystal. */
const MAX_DECIMAL_FACTOR = 20;

/** Float noise of sums and products of amounts; the nearest decimals that are no multiples of 1/20 lie at least 0.001 away. */
const WHOLE_TOLERANCE = 1e-6;

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };

/**
 * Read a chemical formula.
 *
 *     formula = part { ("·" | "*") part }          part   = [ number ] group { group }
 *     group   = ( symbol | bracket ) [ number ]    bracket = "(" group { group } ")" and the same with [ ] and { }
 *     number  = digits [ "." digits ]              subscript digits count as digits; blanks may stand between groups and parts
 *
 * Decimals are multiplied by the smallest factor up to 20 that makes all counts whole: `Li0.5CoO2` is LiCo2O4. Thirds and sixths written with three
 * or more decimals are recognized. Whole counts stay as they are: `Fe4O6` is not reduced. Charges, isotopes and unknown amounts are refused.
 *
 * @throws {FormulaError} with code and position; see `FormulaErrorCode`
 */
export function parseFormula(text: string): Composition {
  if (text.length > MAX_FORMULA_LENGTH) {
    throw new FormulaError(
      'FormulaTooLong',
      `A formula has at most ${MAX_FORMULA_LENGTH} characters, this text has ${text.length}`,
      MAX_FORMULA_LENGTH,
    );
  }
  if (text.trim() === '') throw new FormulaError('EmptyFormula', 'The formula is empty', 0);
  const tokens = tokenizeFormula(text);
  const amounts = readFormula(tokens);
  const firstDecimal = tokens.find((token) => token.kind === 'number' && !Number.isInteger(token.value));
  return compositionFromCounts(wholeCounts(amounts, firstDecimal?.position ?? 0));
}

type Amounts = Map<number, number>;

function readFormula(tokens: readonly FormulaToken[]): Amounts {
  let next = 0;

  function readParts(): Amounts {
    const total: Amounts = new Map();
    for (;;) {
      const first = tokens[next];
      const factor = first.kind === 'number' ? readNumber(1) : 1;
      addAmounts(total, readGroups(null), factor, first.position);
      if (tokens[next].kind === 'end') return total;
      next++; // the dot between two parts
    }
  }

  /** Groups up to a dot, the end, or the bracket that closes `opening`; at least one. */
  function readGroups(opening: FormulaToken | null): Amounts {
    const total: Amounts = new Map();
    for (;;) {
      const token = tokens[next];
      switch (token.kind) {
        case 'symbol': {
          const z = readElement(token);
          next++;
          addAmounts(total, new Map([[z, 1]]), readNumber(1), token.position);
          break;
        }
        case 'open': {
          next++;
          const inner = readGroups(token);
          addAmounts(total, inner, readNumber(1), token.position);
          break;
        }
        case 'number':
          throw new FormulaError('InvalidFormula', `The number ${token.text} follows no element and no bracket`, token.position);
        case 'close':
          if (opening === null) throw new FormulaError('InvalidFormula', `"${token.text}" closes no bracket`, token.position);
          if (token.text !== CLOSING[opening.text]) {
            throw new FormulaError(
              'InvalidFormula',
              `"${token.text}" cannot close "${opening.text}"; expected "${CLOSING[opening.text]}"`,
              token.position,
            );
          }
          if (total.size === 0) throw new FormulaError('InvalidFormula', 'The brackets are empty', token.position);
          next++;
          return total;
        case 'dot':
        case 'end':
          if (opening !== null) throw new FormulaError('InvalidFormula', `The bracket "${opening.text}" is not closed`, opening.position);
          if (total.size === 0) throw new FormulaError('InvalidFormula', 'Expected an element', token.position);
          return total;
      }
    }
  }

  function readNumber(absent: number): number {
    const token = tokens[next];
    if (token.kind !== 'number') return absent;
    next++;
    if (token.value === 0) throw new FormulaError('InvalidFormula', 'An amount of zero', token.position);
    if (token.value > MAX_FORMULA_ATOMS) throw tooManyAtoms(token.position);
    return token.value;
  }

  return readParts();
}

function readElement({ text, position }: FormulaToken): number {
  const z = atomicNumberOf(text);
  if (z !== null) return z;
  const hints: Readonly<Record<string, string>> = { D: 'deuterium is written H', T: 'tritium is written H' };
  const hint = Object.hasOwn(hints, text) ? `; ${hints[text]}, isotopes are not told apart` : '';
  throw new FormulaError('UnknownElement', `${text} is not a chemical element${hint}`, position);
}

function addAmounts(total: Amounts, part: Amounts, factor: number, position: number): void {
  let sum = 0;
  for (const [z, amount] of part) total.set(z, (total.get(z) ?? 0) + amount * factor);
  for (const amount of total.values()) sum += amount;
  // Decimal factors may bring a larger bracket down again, hence the room above the limit; the whole counts are checked in the end.
  if (sum > MAX_FORMULA_ATOMS * 1000) throw tooManyAtoms(position);
}

const tooManyAtoms = (position: number): FormulaError =>
  new FormulaError('TooManyAtoms', `A formula has at most ${MAX_FORMULA_ATOMS} atoms`, position);

function wholeCounts(amounts: Amounts, position: number): Amounts {
  for (let factor = 1; factor <= MAX_DECIMAL_FACTOR; factor++) {
    const scaled = [...amounts].map(([z, amount]): [number, number] => [z, amount * factor]);
    if (!scaled.every(([, amount]) => Math.round(amount) >= 1 && Math.abs(amount - Math.round(amount)) < WHOLE_TOLERANCE)) continue;
    const counts: Amounts = new Map(scaled.map(([z, amount]) => [z, Math.round(amount)]));
    if ([...counts.values()].reduce((sum, count) => sum + count, 0) > MAX_FORMULA_ATOMS) throw tooManyAtoms(position);
    return counts;
  }
  throw new FormulaError('InvalidFormula', 'The amounts are not in the proportion of small whole numbers', position);
}
