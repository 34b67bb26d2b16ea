import { CoreError } from '@kessho/core/errors';
import type { AbortCall, PoolCall, PoolReply } from './process-pool.js';

/** Answer the calls of the parent process (`process-pool.ts`) until it ends. */
export function serveCalls<Call>(perform: (call: Call, signal: AbortSignal) => Promise<unknown>): void {
  const running = new Map<number, AbortController>();
  const reply = (message: PoolReply): void => void process.send?.(message);

  const answer = async ({ id, call }: PoolCall<Call>): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      reply({ id, result: await perform(call, controller.signal) });
    } catch (error) {
      const message = error instanceof Error ? (error instanceof CoreError ? error.message : (error.stack ?? error.message)) : String(error);
      reply({ id, failure: { code: error instanceof CoreError ? error.code : null, message } });
    } finally {
      running.delete(id);
    }
  };
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole group; the parent decides what to do with it.
  process.on('SIGINT', () => undefined);
  process.on('message', (message: PoolCall<Call> | AbortCall) => {
    if ('abort' in message) running.get(message.abort)?.abort();
    else void answer(message);
  });
}
