import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionStage } from '@kessho/schema/entities/prediction-stage';
import { WORK_STAGES } from '@kessho/schema/enums/prediction-enums';
import type { CancelPredictionInput, StartPredictionInput } from '@kessho/schema/inputs/mutations';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { CancelPredictionPayload, StartPredictionPayload, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DataSource, EntityManager } from 'typeorm';
import { queryRows } from '../../database/query-rows.js';
import type { Judges } from '../../judges.js';
import { judgedVersion } from '../../judges.js';
import { beginPortions } from '../../jobs/complete-chunk.js';
import { changePrediction, inPredictionTransaction } from '../../jobs/prediction-transaction.js';
import type { Queue } from '../../jobs/queue.js';
import { isFinal } from '../../jobs/statuses.js';
import { turnOf } from '../../jobs/turn.js';
import { ensureCompositions } from '../compositions/ensure-compositions.js';
import { KEY_CONFLICT, submitOnce, type Submission } from '../idempotency/idempotency.js';
import { ensureModel } from '../models/ensure-models.js';
import type { AcceptedInput } from './prediction-input.js';
import { acceptInput, inputHash } from './prediction-input.js';

/** What clients may do with predictions. */
export interface PredictionService {
  /** @param startedById the member whose it will be, unless an equal one is there already */
  readonly start: (input: StartPredictionInput, startedById: string) => Promise<StartPredictionPayload>;
  readonly cancel: (input: CancelPredictionInput) => Promise<CancelPredictionPayload>;
  /** Of the models for which predictions are accepted. */
  readonly modelsVersion: string;
}

export interface PredictionServiceOptions {
  readonly database: DataSource;
  readonly queue: Queue;
  readonly codeVersion: string;
  readonly modelsVersion: string;
  readonly elements: ReadonlySet<number> | null;
  readonly judges: Judges;
}

export function createPredictionService(options: PredictionServiceOptions): PredictionService {
  const { database, elements, judges } = options;

  const start: PredictionService['start'] = async (input, startedById) => {
    const accepted = acceptInput(input, elements, input.judge == null ? [] : await judges.named(input.judge));
    if (!('composition' in accepted)) return { prediction: null, userErrors: [...accepted], reused: false };
    const hash = inputHash(accepted, [options.codeVersion, versionOf(options, accepted)]);
    const { idempotencyKey: key } = accepted;
    const outcome = await database.transaction((manager) =>
      submitOnce(manager, { key, inputHash: hash, started: 'predictionId' }, () =>
        insertOrFind(manager, options, { ...accepted, startedById, hash }),
      ),
    );
    if (outcome === null) return { prediction: null, userErrors: [KEY_CONFLICT], reused: false };
    return { prediction: await database.getRepository(Prediction).findOneByOrFail({ id: outcome.id }), userErrors: [], reused: outcome.reused };
  };

  const cancel: PredictionService['cancel'] = async ({ predictionId }) => {
    const reject = (code: UserErrorCode, message: string): CancelPredictionPayload => ({
      prediction: null,
      userErrors: [{ field: ['predictionId'], code, message, position: null }],
    });
    const node = decodeNodeId(predictionId);
    if (node?.type !== 'Prediction') return reject('NOT_FOUND', 'This is not the id of a prediction');
    const refusal = await inPredictionTransaction(database, node.uuid, async ({ prediction, become, record }) => {
      if (prediction.state === 'cancelled') return { reason: null };
      if (isFinal(prediction.state)) return { reason: `The prediction has ${prediction.state} already` };
      await become('cancelled');
      record('cancelled', prediction.stage, 'The prediction was cancelled');
      return { reason: null };
    });
    if (refusal === null) return reject('NOT_FOUND', 'There is no such prediction');
    if (refusal.reason !== null) return reject('ALREADY_FINISHED', refusal.reason);
    return { prediction: await database.getRepository(Prediction).findOneByOrFail({ id: node.uuid }), userErrors: [] };
  };
  return { start, cancel, modelsVersion: options.modelsVersion };
}

/** Of all models that the prediction stands on. */
const versionOf = ({ modelsVersion }: PredictionServiceOptions, { judge }: AcceptedInput): string =>
  judge === null ? modelsVersion : judgedVersion(modelsVersion, judge);

/** Has it to relax known crystals for its hull? */
const needsReferences = ({ references, pressureGPa, judge }: AcceptedInput): boolean =>
  references === 'relaxed' || (references === 'as-needed' && (pressureGPa !== 0 || judge !== null));

/** A request, who makes it, and the hash of all that determines its result. */
interface Submitted extends AcceptedInput {
  readonly startedById: string;
  readonly hash: string;
}

/** The row, its stages and its first job in one transaction; or the row of the equal request that is there already. */
async function insertOrFind(manager: EntityManager, options: PredictionServiceOptions, input: Submitted): Promise<Submission> {
  const [composition] = await ensureCompositions(manager, [input.composition]);
  const { formulaText, seed, budget, maxAtoms, spaceGroups, pressureGPa, holdout, references, judge, hash, startedById } = input;
  const judgeId = judge === null ? null : await ensureModel(manager, judge.manifest.id);
  const [inserted] = await queryRows<{ id: string }>(
    manager,
    `INSERT INTO prediction (composition_id, formula_text, seed, budget, max_atoms, space_groups, pressure_gpa, holdout, input_hash, models_version,
       code_version, judge_id, state, turn, reference_demand, started_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'queued', $13, $14, $15)
     ON CONFLICT (input_hash) WHERE state IN ('queued', 'running', 'succeeded') DO NOTHING RETURNING id`,
    [
      composition?.id,
      formulaText,
      seed,
      budget,
      maxAtoms,
      spaceGroups,
      pressureGPa,
      holdout,
      hash,
      versionOf(options, input),
      options.codeVersion,
      judgeId,
      turnOf(budget, new Date()),
      references,
      startedById,
    ],
  );
  if (inserted === undefined) {
    const [equal] = await queryRows<{ id: string }>(
      manager,
      `SELECT id FROM prediction WHERE input_hash = $1 AND state IN ('queued', 'running', 'succeeded')`,
      [hash],
    );
    // It may have failed between the two statements: then there is room for a new one.
    return equal === undefined ? insertOrFind(manager, options, input) : { id: equal.id, reused: true };
  }
  await manager.insert(
    PredictionStage,
    WORK_STAGES.filter((name) => name !== 'reference' || needsReferences(input)).map((name) => ({
      predictionId: inserted.id,
      name,
      state: 'pending' as const,
    })),
  );
  await changePrediction(manager, inserted.id, async (transaction) => {
    await beginPortions(transaction, 'propose', [1], options.queue.add);
    transaction.record('submitted', null, 'The prediction is queued');
  });
  return { id: inserted.id, reused: false };
}
