import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

/** Channels of NOTIFY: ids of changed predictions; word that there is work; ids of changed imports. */
export const PREDICTION_CHANNEL = 'kessho_prediction';
export const WORK_CHANNEL = 'kessho_work';
/** Ids of changed searches. */
export const SEARCH_CHANNEL = 'kessho_search';
export const IMPORT_CHANNEL = 'kessho_import';
/** Word that a webhook is to be told something. */
export const WEBHOOK_CHANNEL = 'kessho_webhook';

export interface Notifications {
  /** Calls back with the payload; the result ends it. */
  readonly on: (channel: string, listener: (payload: string) => void) => () => void;
  readonly close: () => Promise<void>;
}

const PAUSE_MS = 500;

/**
 * One connection of its own that listens, connected anew whenever it breaks. What was missed meanwhile is lost; listeners get an empty payload
 * after a reconnection and read the present state.
 */
export function listenToDatabase(url: string, channels: readonly string[]): Notifications {
  const listeners = new Map(channels.map((channel) => [channel, new Set<(payload: string) => void>()]));
  const tell = (channel: string, payload: string): void => listeners.get(channel)?.forEach((listener) => listener(payload));
  const closing = new AbortController();
  let present: pg.Client | null = null;

  const listen = async (): Promise<void> => {
    for (let isFirst = true; !closing.signal.aborted; isFirst = false) {
      const client = new pg.Client({ connectionString: url, application_name: 'kessho-listen', connectionTimeoutMillis: 5000, keepAlive: true });
      const ended = new Promise<void>((resolve) => client.once('error', () => resolve()).once('end', () => resolve()));
      client.on('notification', ({ channel, payload }) => tell(channel, payload ?? ''));
      try {
        await client.connect();
        present = client;
        for (const channel of channels) await client.query(`LISTEN ${channel}`);
        if (!isFirst) channels.forEach((channel) => tell(channel, ''));
        if (!closing.signal.aborted) await ended;
      } catch {
        // The pause below, then the next attempt.
      }
      present = null;
      await client.end().catch(() => undefined);
      if (!closing.signal.aborted) await delay(PAUSE_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  };
  const done = listen();
  return {
    on: (channel, listener) => {
      const set = listeners.get(channel);
      if (!set) throw new Error(`Nobody listens on ${channel}`);
      set.add(listener);
      return () => void set.delete(listener);
    },
    close: async () => {
      closing.abort();
      await present?.end().catch(() => undefined);
      await done;
    },
  };
}
