import { Material } from '@kessho/schema/entities/material';
import { In } from 'typeorm';
import type { BatchRead } from '../../graphql/data-loaders.js';

/** Rows of known crystals by the id their collection gave them. */
export const materialBySourceId: BatchRead<Material> = async (database, sourceIds) => {
  const rows = await database.getRepository(Material).findBy({ sourceId: In([...sourceIds]) });
  return new Map(rows.map((row) => [row.sourceId, row]));
};
