import type { Structure } from '@kessho/core/crystal/structure';
import type { StoredFingerprint } from '@kessho/core/matching/fingerprint-index';
import { groupByKey } from '../../database/group-by-key.js';
import { queryRows } from '../../database/query-rows.js';
import type { BatchRead } from '../../graphql/data-loaders.js';
import { structureFromRow } from '../structures/structure-from-row.js';
import { fingerprintFromBytes } from './fingerprint-column.js';

export interface StoredCrystal {
  readonly materialId: string;
  readonly structure: Structure;
}

interface CrystalRow {
  readonly id: string;
  readonly composition_id: string;
  readonly lattice: number[];
  readonly frac_coords: number[];
  readonly atomic_numbers: number[];
  readonly nsites: number;
}

/** Imported crystals of each composition. */
export const crystalsOfComposition: BatchRead<StoredCrystal[]> = async (database, compositionIds) => {
  const rows = await queryRows<CrystalRow>(
    database,
    'SELECT id, composition_id, lattice, frac_coords, atomic_numbers, nsites FROM material WHERE composition_id = ANY($1::uuid[]) AND nsites IS NOT NULL ORDER BY id',
    [compositionIds],
  );
  const crystals = rows.map(({ id, composition_id, lattice, frac_coords, atomic_numbers, nsites }) => ({
    compositionId: composition_id,
    materialId: id,
    structure: structureFromRow({ lattice, fracCoords: frac_coords, atomicNumbers: atomic_numbers, nsites }),
  }));
  return groupByKey(crystals, ({ compositionId }) => compositionId);
};

export interface PrototypeMember {
  readonly materialId: string;
  readonly fingerprint: StoredFingerprint;
}

/** Imported crystals under each prototype label. */
export const membersOfPrototype: BatchRead<PrototypeMember[]> = async (database, labels) => {
  const rows = await queryRows<{ id: string; prototype: string; fingerprint: Buffer }>(
    database,
    'SELECT id, prototype, fingerprint FROM material WHERE prototype = ANY($1::text[]) AND fingerprint IS NOT NULL ORDER BY id',
    [labels],
  );
  const members = rows.map(({ id, prototype, fingerprint }) => ({ prototype, materialId: id, fingerprint: fingerprintFromBytes(fingerprint) }));
  return groupByKey(members, ({ prototype }) => prototype);
};
