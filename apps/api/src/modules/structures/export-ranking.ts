import type { ExtxyzFrame } from '@kessho/core/formats/extxyz/extxyz-frame';
import { writeExtxyz } from '@kessho/core/formats/extxyz/write-extxyz';
import type { Mat3 } from '@kessho/core/numerics/mat3';
import type { Vec3 } from '@kessho/core/numerics/vec3';
import { Composition } from '@kessho/schema/entities/composition';
import type { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { SelectionFormat } from '@kessho/schema/enums/export-enums';
import type { ExportedFile } from '@kessho/schema/results/exported-file';
import type { DataSource } from 'typeorm';
import { IsNull, Not } from 'typeorm';
import { exportedFile } from './exported-file.js';
import { structureFromRow } from './structure-from-row.js';

const MOST_STRUCTURES = 500;

/** The ranking as one file. */
export async function exportRanking(database: DataSource, prediction: Prediction, format: SelectionFormat): Promise<ExportedFile> {
  const { formula } = await database.getRepository(Composition).findOneByOrFail({ id: prediction.compositionId });
  const rows = await database.getRepository(RelaxedStructure).find({
    where: { predictionId: prediction.id, rank: Not(IsNull()) },
    order: { rank: 'ASC' },
    take: MOST_STRUCTURES,
  });
  switch (format) {
    case 'extxyz':
      return exportedFile(`${formula}.extxyz`, 'chemical/x-xyz', writeExtxyz(rows.map(frameFromRow)));
    case 'csv':
      return exportedFile(`${formula}.csv`, 'text/csv', writeCsv(rows));
  }
}

function frameFromRow(row: RelaxedStructure): ExtxyzFrame {
  const extra = [
    ['rank', row.rank],
    ['space_group', row.spaceGroupNumber],
    ['energy_above_hull', row.energyAboveHull],
    ['prototype', row.prototype],
  ] as const;
  return {
    structure: structureFromRow(row),
    energy: row.energyPerAtom * row.nsites,
    forces: row.forces() as unknown as readonly Vec3[],
    stress: row.stress() as unknown as Mat3,
    extra: new Map(extra.flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]]))),
  };
}

const COLUMNS: readonly (readonly [header: string, value: (row: RelaxedStructure) => string | number | null])[] = [
  ['rank', (row) => row.rank],
  ['space_group_number', (row) => row.spaceGroupNumber],
  ['space_group_symbol', (row) => row.spaceGroupSymbol],
  ['nsites', (row) => row.nsites],
  ['energy_per_atom_ev', (row) => row.energyPerAtom],
  ['formation_energy_per_atom_ev', (row) => row.formationEnergyPerAtom],
  ['energy_above_hull_ev', (row) => row.energyAboveHull],
  ['probability', (row) => row.probability],
  ['likelihood', (row) => row.likelihood],
  ['energy_rank', (row) => row.energyRank],
  ['volume_per_atom_a3', (row) => row.volumePerAtom],
  ['density_g_cm3', (row) => row.density],
  ['prototype', (row) => row.prototype],
];

/** RFC 4180; an empty field is a value that was not computed. */
function writeCsv(rows: readonly RelaxedStructure[]): string {
  const field = (value: string | number | null): string => {
    const text = value === null ? '' : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [COLUMNS.map(([header]) => header), ...rows.map((row) => COLUMNS.map(([, value]) => field(value(row))))];
  return lines.map((line) => `${line.join(',')}\r\n`).join('');
}
