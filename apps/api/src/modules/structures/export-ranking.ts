import { rankedLabels, type RankedCrystal } from '@kessho/core/formats/archive/ranked-crystal';
import { documentPieces, mapPieces, rankingTablePieces, resultArchive } from '@kessho/core/formats/archive/result-archive';
import { zipPieces } from '@kessho/core/formats/archive/zip-files';
import { OPTIMADE_HEADER, optimadeLines } from '@kessho/core/formats/optimade/write-optimade';
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
import { rankedPages } from './ranked-pages.js';
import { resultHead, structureDocument } from './result-document.js';

/** The ranking as one file, read page by page as it is sent. */
export async function exportRanking(database: DataSource, prediction: Prediction, format: SelectionFormat): Promise<FileBody> {
  const { formula } = await database.getRepository(Composition).findOneByOrFail({ id: prediction.compositionId });
  const models = await database.getRepository(EnergyModel).findBy({ id: In(prediction.modelIds) });
  const modelById = new Map(models.map((model) => [model.id, model]));
  const rows = (): AsyncIterable<RelaxedStructure[]> => rankedPages(database, prediction.id);
  const pages = (): AsyncIterable<RankedCrystal[]> =>
    mapPieces(rows(), (page) => page.flatMap((row) => rankedCrystal(row, formula, modelById.get(row.energyModelId) ?? null) ?? []));
  const stem = formula.replaceAll(/[()]/g, '');
  switch (format) {
    case 'extxyz':
      return {
        fileName: `${stem}.extxyz`,
        mediaType: 'chemical/x-xyz',
        body: mapPieces(pages(), (page) => writeCrystals(page.map(rankedLabels), 'extxyz')),
      };
    case 'csv':
      return { fileName: `${stem}.csv`, mediaType: 'text/csv', body: rankingTablePieces(pages()) };
    case 'optimade-jsonl':
      return { fileName: `${stem}.jsonl`, mediaType: 'application/jsonl', body: optimadePieces(pages()) };
    case 'archive': {
      const reference =
        prediction.referenceSetId === null ? null : await database.getRepository(ReferenceSet).findOneBy({ id: prediction.referenceSetId });
      const { codeVersion, seed, budget, pressureGPa, holdout } = prediction;
      const provenance = { formula, codeVersion, seed, budget, pressureGPa, holdout, models, referenceSet: reference?.name ?? null };
      const head = await resultHead(database, prediction, { formula, models, reference });
      const count = await database.getRepository(RelaxedStructure).countBy({ predictionId: prediction.id, rank: Not(IsNull()) });
      const documents = () => mapPieces(rows(), (page) => page.map((row) => structureDocument(row, reference)));
      const files = resultArchive(provenance, { count, pages, document: () => documentPieces(head, 'structures', documents()) });
      return { fileName: `${stem}.zip`, mediaType: 'application/zip', body: zipPieces(files) };
    }
  }
}

async function* optimadePieces(pages: AsyncIterable<RankedCrystal[]>): AsyncGenerator<string> {
  yield OPTIMADE_HEADER;
  yield* mapPieces(pages, (page) => optimadeLines(page.map(rankedLabels)));
}
