import { setTimeout as delay } from 'node:timers/promises';

/** Requests to one host follow one another, with the pauses it asks for, whoever makes them. */
export interface HostTurns {
  /** Work while no one else does on this host, and not before its pause is over. */
  readonly take: <Result>(host: string, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>;
  /** Leave the host alone for so long from now on. */
  readonly pause: (host: string, ms: number) => void;
  /** How long the host is still to be left alone. */
  readonly pauseLeft: (host: string) => number;
}

export function hostTurns(): HostTurns {
  const lastTurns = new Map<string, Promise<void>>();
  const notBefore = new Map<string, number>();
  const pauseLeft = (host: string): number => Math.max(0, (notBefore.get(host) ?? 0) - Date.now());

  return {
    pauseLeft,
    pause: (host, ms) => void notBefore.set(host, Math.max(notBefore.get(host) ?? 0, Date.now() + ms)),
    take: async (host, signal, work) => {
      const before = lastTurns.get(host) ?? Promise.resolve();
      let end = (): void => undefined;
      const mine = new Promise<void>((resolve) => (end = resolve));
      // Who gives up waiting still stands in line, so that nobody overtakes the one that works.
      const turn = before.then(() => mine);
      lastTurns.set(host, turn);
      void turn.then(() => lastTurns.get(host) === turn && lastTurns.delete(host));
      try {
        await untilAborted(before, signal);
        for (let left = pauseLeft(host); left > 0; left = pauseLeft(host)) await delay(left, undefined, { signal });
        return await work();
      } finally {
        end();
      }
    },
  };
}

function untilAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    void promise.then(() => {
      signal.removeEventListener('abort', abort);
      resolve();
    });
  });
}
