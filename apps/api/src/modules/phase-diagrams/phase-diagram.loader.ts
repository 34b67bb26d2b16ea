import { Material } from '@kessho/schema/entities/material';
import { In } from 'typeorm';
import type { BatchRead } from '../../graphql/data-loaders.js';
import { possibleSourceKeys } from '../materials/material-collections.js';

/** Rows of known crystals by the id their collection gave them, in any spelling. */
export const materialBySourceId: BatchRead<Material> = async (database, sourceIds) => {
  const rows = await database.getRepository(Material).findBy({ sourceKey: In(sourceIds.flatMap(possibleSourceKeys)) });
  const byKey = new Map(rows.map((row) => [row.sourceKey, row]));
  return new Map(
    sourceIds.flatMap((sourceId) => {
      const row = possibleSourceKeys(sourceId)
        .map((key) => byKey.get(key))
        .find((found) => found !== undefined);
      return row === undefined ? [] : [[sourceId, row]];
    }),
  );
};
