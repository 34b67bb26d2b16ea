import type { JsonValue } from '@kessho/core/formats/records/source-record';
import { OptimadeAnswer } from '@kessho/schema/entities/optimade-answer';
import type { OptimadeAnswerDatabase } from '@kessho/schema/results/optimade-provider';
import { In } from 'typeorm';
import { groupByKey } from '../../database/group-by-key.js';
import { queryRows } from '../../database/query-rows.js';
import type { BatchRead } from '../../graphql/data-loaders.js';

/** By the name of the provider. */
export const answersOfSearch: BatchRead<readonly OptimadeAnswer[]> = async (database, ids) => {
  const rows = await database
    .getRepository(OptimadeAnswer)
    .find({ where: { searchId: In([...ids]) }, order: { providerName: 'ASC', providerId: 'ASC' } });
  return groupByKey(rows, ({ searchId }) => searchId);
};

/** Databases by `searchId` and a line break and the provider's id. */
export const databasesOfAnswer: BatchRead<readonly OptimadeAnswerDatabase[]> = async (database, keys) => {
  const searchIds = [...new Set(keys.map((key) => key.slice(0, key.indexOf('\n'))))];
  const rows = await queryRows<OptimadeAnswerDatabase & { readonly search_id: string; readonly provider_id: string }>(
    database,
    `SELECT search_id, provider_id, database_url AS url, count(*)::integer AS found, max(license) AS license
     FROM optimade_result WHERE search_id = ANY($1::uuid[]) GROUP BY search_id, provider_id, database_url ORDER BY min(ordinal)`,
    [searchIds],
  );
  return groupByKey(rows, (row) => answerKey(row.search_id, row.provider_id));
};

export const answerKey = (searchId: string, providerId: string): string => `${searchId}\n${providerId}`;

export const payloadOfResult: BatchRead<{ readonly [name: string]: JsonValue }> = async (database, ids) => {
  const rows = await queryRows<{ id: string; payload: { readonly [name: string]: JsonValue } }>(
    database,
    'SELECT id, payload FROM optimade_result WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map(({ id, payload }) => [id, payload]));
};
