import { Prediction } from '@kessho/schema/entities/prediction';
import { PredictionEvent } from '@kessho/schema/entities/prediction-event';
import { PredictionStage } from '@kessho/schema/entities/prediction-stage';
import type { EventKind, PredictionState, WorkStage } from '@kessho/schema/enums/prediction-enums';
import type { DataSource, EntityManager } from 'typeorm';
import { In } from 'typeorm';
import { PREDICTION_CHANNEL } from '../database/notifications.js';
import { queryRows } from '../database/query-rows.js';
import { isFinal, mayBecome } from './statuses.js';

/** One prediction held for a change: whoever else wants to change it waits. */
export interface PredictionTransaction {
  readonly manager: EntityManager;
  readonly prediction: Prediction;
  /** Tell followers that something they can see has changed. */
  readonly touch: () => void;
  readonly record: (kind: EventKind, stage: WorkStage | null, message: string) => void;
  /** Move the prediction on. @throws {Error} for a step that `statuses.ts` does not know */
  readonly become: (state: PredictionState, failure?: { readonly code: string; readonly message: string }) => Promise<void>;
}

/** Longest message kept of a failure. */
const MESSAGE_LENGTH = 2000;

/**
 * Run `work` with the prediction's row locked; afterwards raise its sequence, write its events and notify, all in the same transaction.
 * Returns null where there is no such prediction.
 */
export const inPredictionTransaction = <T>(
  database: DataSource,
  predictionId: string,
  work: (transaction: PredictionTransaction) => Promise<T>,
): Promise<T | null> => database.transaction((manager) => changePrediction(manager, predictionId, work));

/** The same within a transaction that is open already. */
export async function changePrediction<T>(
  manager: EntityManager,
  predictionId: string,
  work: (transaction: PredictionTransaction) => Promise<T>,
): Promise<T | null> {
  const prediction = await manager.findOne(Prediction, { where: { id: predictionId }, lock: { mode: 'pessimistic_write' } });
  if (prediction === null) return null;
  let touched = false;
  const events: Pick<PredictionEvent, 'kind' | 'stage' | 'message'>[] = [];
  const transaction: PredictionTransaction = {
    manager,
    prediction,
    touch: () => void (touched = true),
    record: (kind, stage, message) => void events.push({ kind, stage, message: message.slice(0, MESSAGE_LENGTH) }),
    become: async (state, failure) => {
      if (!mayBecome(prediction.state, state)) throw new Error(`A prediction that is ${prediction.state} cannot become ${state}`);
      touched = true;
      prediction.state = state;
      const now = new Date();
      const changes: Partial<Prediction> = { state };
      if (state === 'running') changes.startedAt = now;
      if (isFinal(state)) Object.assign(changes, { finishedAt: now, stage: null });
      if (failure) Object.assign(changes, { failureCode: failure.code, failureMessage: failure.message.slice(0, MESSAGE_LENGTH) });
      await manager.update(Prediction, predictionId, changes);
      if (state === 'failed' || state === 'cancelled') await dropOpenWork(manager, predictionId, state);
    },
  };
  const result = await work(transaction);
  if (touched || events.length > 0) await publish(manager, predictionId, Math.max(1, events.length), events);
  return result;
}

async function publish(
  manager: EntityManager,
  predictionId: string,
  steps: number,
  events: readonly Pick<PredictionEvent, 'kind' | 'stage' | 'message'>[],
): Promise<void> {
  const [row] = await queryRows<{ sequence: number }>(manager, 'UPDATE prediction SET sequence = sequence + $2 WHERE id = $1 RETURNING sequence', [
    predictionId,
    steps,
  ]);
  const first = (row?.sequence ?? steps) - steps + 1;
  if (events.length > 0)
    await manager.insert(
      PredictionEvent,
      events.map((event, k) => ({ predictionId, sequence: first + k, ...event })),
    );
  await queryRows(manager, `SELECT pg_notify('${PREDICTION_CHANNEL}', $1)`, [predictionId]);
}

/** Portions and stages that are not finished will not be. */
async function dropOpenWork(manager: EntityManager, predictionId: string, state: 'failed' | 'cancelled'): Promise<void> {
  await queryRows(
    manager,
    `UPDATE prediction_chunk SET state = 'cancelled', claim_token = NULL WHERE prediction_id = $1 AND state IN ('pending', 'running')`,
    [predictionId],
  );
  await manager.update(PredictionStage, { predictionId, state: 'running' }, { state, finishedAt: new Date() });
  await manager.update(PredictionStage, { predictionId, state: In(['pending']) }, { state: 'cancelled' });
}
