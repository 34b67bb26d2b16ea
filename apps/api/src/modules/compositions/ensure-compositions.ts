import { anonymousFormula } from '@kessho/core/composition/anonymous-formula';
import type { Composition as CoreComposition } from '@kessho/core/composition/composition';
import { symbolCounts } from '@kessho/core/composition/create-composition';
import { reduceComposition } from '@kessho/core/composition/reduce-composition';
import { chemicalSystem, reducedFormula } from '@kessho/core/composition/written-formula';
import type { EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';

/** A composition as its table takes it, columns by name. */
export interface CompositionRow {
  readonly formula: string;
  readonly anonymous_formula: string;
  readonly chemical_system: string;
  readonly elements: readonly string[];
  readonly counts: readonly number[];
  readonly atomic_numbers: readonly number[];
  readonly number_of_elements: number;
}

/** @param composition reduced */
export const compositionRow = (composition: CoreComposition): CompositionRow => ({
  formula: reducedFormula(composition),
  anonymous_formula: anonymousFormula(composition),
  chemical_system: chemicalSystem(composition),
  elements: symbolCounts(composition).map(([symbol]) => symbol),
  counts: composition.counts,
  atomic_numbers: composition.atomicNumbers,
  number_of_elements: composition.atomicNumbers.length,
});

/** Rows of these compositions, reduced, made where they are missing; in the order of the argument. */
export async function ensureCompositions(
  manager: EntityManager,
  compositions: readonly CoreComposition[],
): Promise<{ readonly id: string; readonly formula: string }[]> {
  const reduced = compositions.map(reduceComposition);
  const formulas = reduced.map(reducedFormula);
  const rows = reduced.map(compositionRow);
  await insertCompositions(manager, rows);
  const found = await queryRows<{ id: string; formula: string }>(manager, 'SELECT id, formula FROM composition WHERE formula = ANY($1::text[])', [
    [...new Set(formulas)],
  ]);
  const byFormula = new Map(found.map((row) => [row.formula, row]));
  return formulas.map((formula) => {
    const row = byFormula.get(formula);
    if (row === undefined) throw new Error(`The composition ${formula} was not stored`);
    return row;
  });
}

/** Insert those that are missing. One order everywhere, so that two writers cannot wait for each other. */
export async function insertCompositions(manager: EntityManager, compositions: readonly CompositionRow[]): Promise<void> {
  const rows = [...new Map(compositions.map((row) => [row.formula, row])).values()].sort((a, b) => (a.formula < b.formula ? -1 : 1));
  await queryRows(
    manager,
    `INSERT INTO composition (formula, anonymous_formula, chemical_system, elements, counts, atomic_numbers, number_of_elements)
     SELECT formula, anonymous_formula, chemical_system, elements, counts, atomic_numbers, number_of_elements
     FROM jsonb_to_recordset($1::jsonb) AS r(formula text, anonymous_formula text, chemical_system text, elements text[], counts integer[],
       atomic_numbers integer[], number_of_elements integer)
     ON CONFLICT (formula) DO NOTHING`,
    [JSON.stringify(rows)],
  );
}
