import { DecompositionShare } from '@kessho/schema/entities/decomposition-share';
import { Judgement } from '@kessho/schema/entities/judgement';
import { In } from 'typeorm';
import { groupByKey } from '../../database/group-by-key.js';
import type { BatchRead } from '../../graphql/data-loaders.js';

/** Shares by structure, the largest first. */
export const decompositionByStructure: BatchRead<DecompositionShare[]> = async (database, ids) => {
  const rows = await database
    .getRepository(DecompositionShare)
    .find({ where: { structureId: In([...ids]) }, order: { amount: 'DESC', materialId: 'ASC' } });
  return groupByKey(rows, ({ structureId }) => structureId);
};

/** Of those that a judge looked at. */
export const judgementByStructure: BatchRead<Judgement> = async (database, ids) => {
  const rows = await database.getRepository(Judgement).findBy({ structureId: In([...ids]) });
  return new Map(rows.map((row) => [row.structureId, row]));
};
