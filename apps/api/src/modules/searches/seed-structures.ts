import type { Structure } from '@kessho/core/crystal/structure';
import { detectFormat } from '@kessho/core/formats/detect-format';
import { readStructures } from '@kessho/core/formats/read-structures';
import { Material } from '@kessho/schema/entities/material';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { DataSource } from 'typeorm';
import { crystalOf } from '../materials/crystal-of.js';
import { structureFromRow } from '../structures/structure-from-row.js';
import { crystalsByPhase } from './search.loader.js';

/** The crystal behind an id of the API: of a prediction, of the store, or of a search; null where there is none. */
export async function readSeedStructure(database: DataSource, id: string): Promise<Structure | null> {
  const node = decodeNodeId(id);
  switch (node?.type) {
    case 'RelaxedStructure': {
      const row = await database.getRepository(RelaxedStructure).findOneBy({ id: node.uuid });
      return row === null ? null : structureFromRow(row);
    }
    case 'Material': {
      const row = await database.getRepository(Material).findOneBy({ id: node.uuid });
      const crystal = row === null ? null : crystalOf(row);
      return crystal === null ? null : structureFromRow(crystal);
    }
    case 'SearchPhase': {
      const crystal = (await crystalsByPhase(database, [node.uuid])).get(node.uuid);
      return crystal === undefined ? null : structureFromRow(crystal);
    }
    default:
      return null;
  }
}

/** The crystals of a text in any format that is read. @throws {CoreError} with line and column for a text that is none */
export const readSeedCrystals = (text: string): Structure[] => readStructures(text, detectFormat(null, text));
