import { rankedLabels, writeRankingTable } from '@kessho/core/formats/archive/ranked-crystal';
import { resultArchive } from '@kessho/core/formats/archive/result-archive';
import { zipFiles } from '@kessho/core/formats/archive/zip-files';
import { writeCrystals } from '@kessho/core/formats/write-structure';
import { Composition } from '@kessho/schema/entities/composition';
import { EnergyModel } from '@kessho/schema/entities/energy-model';
import type { Prediction } from '@kessho/schema/entities/prediction';
import { ReferenceSet } from '@kessho/schema/entities/reference-set';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import type { SelectionFormat } from '@kessho/schema/enums/export-enums';
import type { DataSource } from 'typeorm';
import { In, IsNull, Not } from 'typeorm';
import type { FileBody } from './exported-file.js';
import { rankedCrystal } from './ranked-crystal.js';
import { resultDocument } from './result-document.js';

const MOST_STRUCTURES = 500;

/** The ranking as one file. */
export async function exportRanking(database: DataSource, prediction: Prediction, format: SelectionFormat): Promise<FileBody> {
  const { formula } = await database.getRepository(Composition).findOneByOrFail({ id: prediction.compositionId });
  const rows = await database.getRepository(RelaxedStructure).find({
    where: { predictionId: prediction.id, rank: Not(IsNull()) },
    order: { rank: 'ASC' },
    take: MOST_STRUCTURES,
  });
  const models = await database
    .getRepository(EnergyModel)
    .findBy({ id: In([...prediction.modelIds, ...rows.map(({ energyModelId }) => energyModelId)]) });
  const modelById = new Map(models.map((model) => [model.id, model]));
  const ranking = rows.flatMap((row) => rankedCrystal(row, formula, modelById.get(row.energyModelId) ?? null) ?? []);
  const stem = formula.replaceAll(/[()]/g, '');
  switch (format) {
    case 'extxyz':
      return { fileName: `${stem}.extxyz`, mediaType: 'chemical/x-xyz', body: writeCrystals(ranking.map(rankedLabels), 'extxyz') };
    case 'csv':
      return { fileName: `${stem}.csv`, mediaType: 'text/csv', body: writeRankingTable(ranking) };
    case 'optimade-jsonl':
      return { fileName: `${stem}.jsonl`, mediaType: 'application/jsonl', body: writeCrystals(ranking.map(rankedLabels), 'optimade-jsonl') };
    case 'archive': {
      const used = models.filter(({ id }) => prediction.modelIds.includes(id));
      const reference =
        prediction.referenceSetId === null ? null : await database.getRepository(ReferenceSet).findOneBy({ id: prediction.referenceSetId });
      const { codeVersion, seed, budget, pressureGPa, holdout } = prediction;
      const provenance = { formula, codeVersion, seed, budget, pressureGPa, holdout, models: used, referenceSet: reference?.name ?? null };
      const document = await resultDocument(database, prediction, { formula, models: used, reference, rows });
      return { fileName: `${stem}.zip`, mediaType: 'application/zip', body: zipFiles(resultArchive(provenance, ranking, document)) };
    }
  }
}
