import { gunzipSync, gzipSync } from 'node:zlib';
import type {
  GenerationReport,
  PredictionPlan,
  RankedStructure,
  RelaxedCandidate,
  RelaxedReference,
  ScreenedCandidate,
  Selection,
} from '@kessho/core/prediction/stage-types';
import type { WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../database/query-rows.js';

/** What each stage leaves behind in one portion; the next stages read these very values. */
export interface StageOutputs {
  readonly propose: PredictionPlan;
  readonly generate: GenerationReport;
  readonly screen: readonly ScreenedCandidate[];
  /** With the chosen candidates themselves, in the order of the keys. */
  readonly select: { readonly selection: Selection; readonly chosen: readonly ScreenedCandidate[] };
  readonly relax: readonly RelaxedCandidate[];
  readonly reference: readonly RelaxedReference[];
  readonly rank: readonly RankedStructure[];
}

/** How many pieces the list in an output has; lets a later stage find its pieces without reading everything. */
export function countPieces<S extends WorkStage>(stage: S, output: StageOutputs[S]): number {
  switch (stage) {
    case 'generate':
      return (output as StageOutputs['generate']).candidates.length;
    case 'select':
      return (output as StageOutputs['select']).chosen.length;
    case 'screen':
    case 'relax':
    case 'reference':
    case 'rank':
      return (output as readonly unknown[]).length;
    default:
      return 1;
  }
}

/** Gzipped JSON: doubles come back exactly as they were. */
export const encodeOutput = (output: StageOutputs[WorkStage]): Buffer => gzipSync(JSON.stringify(output), { level: 1 });

const decodeOutput = <S extends WorkStage>(bytes: Buffer): StageOutputs[S] => JSON.parse(gunzipSync(bytes).toString('utf8')) as StageOutputs[S];

type Executor = DataSource | EntityManager;

/** Outputs of the portions `from` to `to` (exclusive), in their order. @throws {Error} where one is missing */
export async function readOutputs<S extends WorkStage>(
  executor: Executor,
  predictionId: string,
  stage: S,
  from = 0,
  to = Infinity,
): Promise<StageOutputs[S][]> {
  const rows = await queryRows<{ index: number; output: Buffer | null }>(
    executor,
    `SELECT chunk_index AS index, output FROM prediction_chunk
     WHERE prediction_id = $1 AND stage = $2 AND chunk_index >= $3 AND chunk_index < $4 ORDER BY chunk_index`,
    [predictionId, stage, from, Math.min(to, 2 ** 31 - 1)],
  );
  return rows.map(({ index, output }) => {
    if (output === null) throw new Error(`Portion ${index} of ${stage} is not there yet`);
    return decodeOutput<S>(output);
  });
}

export async function readPlan(executor: Executor, predictionId: string): Promise<PredictionPlan> {
  const [plan] = await readOutputs(executor, predictionId, 'propose', 0, 1);
  if (plan === undefined) throw new Error('The plan is not there yet');
  // A plan that was made before plans had references has none.
  return { ...plan, references: (plan as Partial<PredictionPlan>).references ?? [] };
}

/** Pieces of the portions of a stage, in order. */
export async function readCounts(executor: Executor, predictionId: string, stage: WorkStage): Promise<number[]> {
  const rows = await queryRows<{ count: number }>(
    executor,
    `SELECT output_count AS count FROM prediction_chunk WHERE prediction_id = $1 AND stage = $2 ORDER BY chunk_index`,
    [predictionId, stage],
  );
  return rows.map(({ count }) => count);
}
