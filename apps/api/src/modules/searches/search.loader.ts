import { SearchIndividual } from '@kessho/schema/entities/search-individual';
import type { SearchOperatorTally } from '@kessho/schema/results/search-results';
import { In } from 'typeorm';
import { groupByKey } from '../../database/group-by-key.js';
import { queryRows } from '../../database/query-rows.js';
import type { BatchRead } from '../../graphql/data-loaders.js';
import { individualId } from '../../searches/search-rows.js';
import type { GeometryColumns } from '../structures/structure-from-row.js';

/** Å; what the symmetry of phases was found with. */
const SYMPREC = 0.03;

/** The relaxed crystal that stands for a phase. */
export const crystalsByPhase: BatchRead<GeometryColumns & { readonly symprec: number }> = async (database, ids) => {
  const rows = await queryRows<{ id: string; searchId: string; ordinal: number }>(
    database,
    'SELECT id, search_id AS "searchId", individual AS ordinal FROM search_phase WHERE id = ANY($1::uuid[])',
    [ids],
  );
  const individuals = await database
    .getRepository(SearchIndividual)
    .findBy({ id: In(rows.map(({ searchId, ordinal }) => individualId(searchId, ordinal))) });
  const byId = new Map(individuals.map((individual) => [individual.id, individual]));
  return new Map(
    rows.flatMap(({ id, searchId, ordinal }) => {
      const { lattice = null, fracCoords = null, atomicNumbers = null } = byId.get(individualId(searchId, ordinal)) ?? {};
      if (lattice === null || fracCoords === null || atomicNumbers === null) return [];
      return [[id, { lattice, fracCoords, atomicNumbers, nsites: atomicNumbers.length, symprec: SYMPREC }] as const];
    }),
  );
};

/** By individuals, the most first. */
export const operatorsBySearch: BatchRead<SearchOperatorTally[]> = async (database, ids) => {
  const rows = await queryRows<SearchOperatorTally & { searchId: string }>(
    database,
    `SELECT search_id AS "searchId", operator, count(*)::int AS relaxed, count(*) FILTER (WHERE verdict = 'new')::int AS "newPhases"
     FROM search_individual WHERE search_id = ANY($1::uuid[]) AND verdict IS NOT NULL GROUP BY 1, 2 ORDER BY 3 DESC, 2`,
    [ids],
  );
  return groupByKey(rows, ({ searchId }) => searchId);
};
