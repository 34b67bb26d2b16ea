import { setTimeout as delay } from 'node:timers/promises';
import type { EmbeddedCluster } from '../database/embedded/embedded-cluster.js';
import { startEmbeddedCluster } from '../database/embedded/embedded-cluster.js';

export interface SupervisedDatabase {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const LOOK_MS = 500;
const PAUSE_MS = 1000;

/** The embedded PostgreSQL, started again on the same port whenever it dies. */
export async function superviseDatabase(folder: string, write: (line: string) => void): Promise<SupervisedDatabase> {
  const log = (line: string): void => write(`[database] ${line}`);
  let cluster: EmbeddedCluster = await startEmbeddedCluster({ folder, log });
  const { url, port } = cluster;
  if (cluster.reused) log(`the server of an earlier start was still alive (process ${cluster.pid})`);
  const stopping = new AbortController();
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await delay(LOOK_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted || cluster.isAlive()) continue;
      log('died; starting again');
      try {
        cluster = await startEmbeddedCluster({ folder, log, port });
      } catch (error) {
        log(error instanceof Error ? error.message : String(error));
        await delay(PAUSE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  };
  const watching = watch();
  return {
    url,
    stop: async () => {
      stopping.abort();
      await watching;
      await cluster.stop();
    },
  };
}
