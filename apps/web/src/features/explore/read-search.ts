import { FormulaError } from '@kessho/core/composition/formula-error';
import type { FormulaErrorCode } from '@kessho/core/composition/formula-error';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { atomicNumberOf } from '@kessho/core/elements/elements';

/** What a text in the search box asks for. */
export type SearchReading =
  | { readonly kind: 'formula' | 'system' | 'anonymous' | 'id'; readonly value: string }
  | { readonly kind: 'mistake'; readonly code: FormulaErrorCode; readonly message: string; readonly position: number };

/** `mp-149`, `JVASP-1002`: letters, a dash, then something with a digit. */
const ID = /^[A-Za-z]+[-:/]\S*\d\S*$/;
/** `ABO3`: letters as placeholders, the first of them A, which is no element. */
const ANONYMOUS = /^A\d*(?:[B-Z]\d*)*$/;

/** Read `TiO2`, `Li-Fe-O` (`*` for any one element), `ABO3` or `mp-149`; null for an empty text. */
export function readSearch(text: string): SearchReading | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  const parts = trimmed.split(/\s*[-–]\s*/);
  if (parts.length > 1 && parts.every((part) => part === '*' || atomicNumberOf(part) !== null)) return { kind: 'system', value: parts.join('-') };
  if (ID.test(trimmed)) return { kind: 'id', value: trimmed };
  if (ANONYMOUS.test(trimmed)) return { kind: 'anonymous', value: trimmed };
  try {
    return { kind: 'formula', value: reducedFormula(reduceComposition(parseFormula(text))) };
  } catch (error) {
    if (error instanceof FormulaError) return { kind: 'mistake', code: error.code, message: error.message, position: error.position ?? 0 };
    throw error;
  }
}
