import { Worker } from 'node:worker_threads';
import type { LeasedTable } from './lease.js';
import type { LeaseAnswer, LeaseOrder, LeaseSettings } from './lease-messages.js';

/** Keeps one claim at a time alive. */
export interface LeaseKeeper {
  /** `onLost` is called once, when the claim is no longer ours: cancelled, or taken over. The result ends the keeping. */
  readonly hold: (table: LeasedTable, token: string, onLost: () => void) => () => void;
  readonly close: () => Promise<void>;
}

const ALIVE_MS = 1000;

/** @param workerId row of `worker` that is kept alive beside the claim */
export function startLeaseKeeper(url: string, workerId: string): LeaseKeeper {
  const thread = new Worker(new URL('./lease-thread.js', import.meta.url), { workerData: { url, workerId } satisfies LeaseSettings });
  let held: { readonly token: string; readonly onLost: () => void } | null = null;
  const order = (message: LeaseOrder): void => thread.postMessage(message);
  const release = (): void => {
    held = null;
    order({ kind: 'release' });
  };
  thread.on('message', ({ token }: LeaseAnswer) => {
    if (held?.token !== token) return;
    const { onLost } = held;
    release();
    onLost();
  });
  // Without this thread claims would silently expire: better to end and be started anew.
  thread.on('error', (error) => {
    throw error;
  });
  const alive = setInterval(() => order({ kind: 'alive' }), ALIVE_MS);
  alive.unref();
  thread.unref();
  return {
    hold: (table, token, onLost) => {
      held = { token, onLost };
      order({ kind: 'hold', table, token });
      return () => {
        if (held?.token === token) release();
      };
    },
    close: async () => {
      clearInterval(alive);
      await thread.terminate();
    },
  };
}
