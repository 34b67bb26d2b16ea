import { anonymousFormula } from '@kessho/core/composition/anonymous-formula';
import type { Composition } from '@kessho/core/composition/composition';
import { parseFormula } from '@kessho/core/composition/parse-formula';
import { reducedFormula } from '@kessho/core/composition/written-formula';
import { atomicNumberOf } from '@kessho/core/elements/elements';
import { CoreError } from '@kessho/core/errors';
import { matchesElements } from '../../database/filter-conditions.js';
import type { SqlParameters } from '../../database/sql-parameters.js';
import { badUserInput } from '../../graphql/request-errors.js';

type TextCondition = (text: string, parameters: SqlParameters) => string;

/** @param table with a column `formula` */
export const hasFormula =
  (table: 'c' | 't'): TextCondition =>
  (text, parameters) =>
    `${table}.formula = ${parameters.add(reducedFormula(readFormula(text)))}`;

const TABLES = { c: 'composition', t: 'material' } as const;

/**
 * By `material_system_idx` and `composition_system_idx`. Where two elements or more are named the rows are few and found first, on their own: a planner
 * that takes them for spread evenly would rather walk along the order of the list, through a third of the table.
 *
 * @param table with columns `elements` and `number_of_elements`
 */
export const inChemicalSystem =
  (table: 'c' | 't'): TextCondition =>
  (text, parameters) => {
    const parts = text.split('-');
    const named = [...new Set(parts.filter((part) => part !== '*'))];
    const unknown = named.find((part) => atomicNumberOf(part) === null);
    if (unknown !== undefined) throw badUserInput(`"${unknown}" in "${text}" is no chemical symbol`);
    const total = named.length + parts.filter((part) => part === '*').length;
    const contents = parameters.add([...named, String(total)]);
    const isWithin = (row: string): string => `array_append(${row}.elements, ${row}.number_of_elements::text) @> ${contents}::text[]`;
    return named.length < 2 ? isWithin(table) : `${table}.id = ANY(ARRAY(SELECT s.id FROM ${TABLES[table]} s WHERE ${isWithin('s')}))`;
  };

/** Conditions on the joined table `composition c`, the same for every list that filters by composition. */
export const COMPOSITION_CONDITIONS = {
  formula: hasFormula('c'),
  anonymousFormula: (text: string, parameters: SqlParameters): string => `c.anonymous_formula = ${parameters.add(readAnonymousFormula(text))}`,
  chemicalSystem: inChemicalSystem('c'),
  elements: matchesElements('c.elements'),
};

function readFormula(text: string): Composition {
  try {
    return parseFormula(text);
  } catch (error) {
    if (error instanceof CoreError) throw badUserInput(error.message, { reason: error.code, position: error.position });
    throw error;
  }
}

/** `ABO3`, `ABC3` and `A3BC` name the same: each letter is a placeholder, only the counts matter. */
function readAnonymousFormula(text: string): string {
  const terms = [...text.matchAll(/([A-Z][a-z]?)(\d*)/g)];
  if (terms.length === 0 || terms.map(([term]) => term).join('') !== text) throw badUserInput(`"${text}" is no anonymous formula`);
  const counts = new Map<string, number>();
  for (const [, letter = '', count = ''] of terms) counts.set(letter, (counts.get(letter) ?? 0) + Number(count === '' ? 1 : count));
  const positive = [...counts.values()];
  if (positive.some((count) => count < 1)) throw badUserInput(`"${text}" has a count of zero`);
  return anonymousFormula({ atomicNumbers: positive.map((_, k) => k + 1), counts: positive });
}
