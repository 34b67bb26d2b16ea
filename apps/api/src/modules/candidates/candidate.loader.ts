import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { In } from 'typeorm';
import type { BatchRead } from '../../graphql/data-loaders.js';

export const relaxedStructureByCandidate: BatchRead<RelaxedStructure> = async (database, ids) => {
  const rows = await database.getRepository(RelaxedStructure).findBy({ candidateId: In([...ids]) });
  return new Map(rows.map((row) => [row.candidateId, row]));
};
