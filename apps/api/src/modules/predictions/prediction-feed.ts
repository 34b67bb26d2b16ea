import { setTimeout as delay } from 'node:timers/promises';
import { Prediction } from '@kessho/schema/entities/prediction';
import type { DataSource } from 'typeorm';
import { isConnectionError } from '../../database/connection-errors.js';
import type { Notifications } from '../../database/notifications.js';
import { PREDICTION_CHANNEL } from '../../database/notifications.js';
import { isFinal } from '../../jobs/statuses.js';

/** Changes of predictions as they are committed. */
export interface PredictionFeed {
  /** The present state first, then each later one, at most four a second; ends with a final state. Null where there is no such prediction. */
  readonly follow: (predictionId: string, afterSequence?: number) => Promise<AsyncGenerator<Prediction> | null>;
}

const LEAST_PAUSE_MS = 250;
/** Without a notification the row is read this often: not every PostgreSQL carries NOTIFY, and a broken connection loses some. */
const POLL_MS = 2000;

/** Notifications only say when to look; what followers see is always read from the row. */
export function createPredictionFeed(database: DataSource, notifications: Notifications): PredictionFeed {
  const read = (id: string): Promise<Prediction | null> => database.getRepository(Prediction).findOneBy({ id });

  async function* changes(id: string, first: Prediction, afterSequence: number): AsyncGenerator<Prediction> {
    let wake = new AbortController();
    const stopListening = notifications.on(PREDICTION_CHANNEL, (payload) => {
      if (payload === id || payload === '') wake.abort();
    });
    try {
      let seen = afterSequence;
      let last = first;
      for (;;) {
        wake = new AbortController(); // before reading, so that no word is lost between the two
        const present = await readThroughOutage(id, last);
        if (present === null) return;
        last = present;
        if (present.sequence > seen) {
          seen = present.sequence;
          yield present;
        }
        if (isFinal(present.state)) return;
        await delay(LEAST_PAUSE_MS);
        if (!wake.signal.aborted) await delay(POLL_MS, undefined, { signal: wake.signal }).catch(() => undefined);
      }
    } finally {
      stopListening();
    }
  }

  /** While the database is away the last state stands. */
  const readThroughOutage = async (id: string, last: Prediction): Promise<Prediction | null> => {
    try {
      return await read(id);
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      return last;
    }
  };

  return {
    follow: async (predictionId, afterSequence = -1) => {
      const present = await read(predictionId);
      return present === null ? null : changes(predictionId, present, afterSequence);
    },
  };
}
