import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rankedFileStem, writeRankingTable } from '@kessho/core/formats/archive/ranked-crystal';
import { resultArchive } from '@kessho/core/formats/archive/result-archive';
import { zipPieces } from '@kessho/core/formats/archive/zip-files';
import { writeCif } from '@kessho/core/formats/cif/write-cif';
import type { PredictionResult } from '@kessho/core/prediction/predict-structures';
import type { PredictionStages } from '@kessho/core/prediction/stage-types';
import { rankedCrystals } from './ranked-crystals.js';

export interface ResultFiles {
  readonly folder: string;
  readonly formula: string;
  readonly top: number;
  /** Whether all of it is packed into `FORMULA.zip` as well. */
  readonly archive: boolean;
}

/** The files of a prediction: `result.json`, `structures.csv` and a CIF of each structure as predicted. */
export async function writeResult(result: PredictionResult, document: object, stages: PredictionStages, files: ResultFiles): Promise<void> {
  const { folder, formula, top, archive } = files;
  const ranking = rankedCrystals(result, top);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'result.json'), `${JSON.stringify(document, null, 2)}\n`);
  await writeFile(join(folder, 'structures.csv'), writeRankingTable(ranking));
  for (const ranked of ranking) await writeFile(join(folder, `${rankedFileStem(ranked)}.cif`), writeCif(ranked.crystal.structure));
  if (!archive) return;
  const { seed, budget, pressureGPa, holdout } = result.plan.request;
  const provenance = { formula, codeVersion: readCodeVersion(), seed, budget, pressureGPa, holdout, models: stages.models, referenceSet: result.structures[0]?.referenceSet?.name ?? null };
  const text = `${JSON.stringify(document, null, 2)}\n`;
  const packed = resultArchive(provenance, { count: ranking.length, pages: () => [ranking], document: () => [text] });
  await writeFile(join(folder, `${formula}.zip`), zipPieces(packed));
}

/** Version of this program, as package.json has it. */
function readCodeVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { readonly version: string };
  return version;
}
