import { setTimeout as delay } from 'node:timers/promises';

/** Ask until there is an answer. @throws {Error} after `timeoutMs` */
export async function waitFor<T>(what: string, ask: () => Promise<T | null | undefined | false>, timeoutMs = 60_000): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
    const answer = await ask();
    if (answer !== null && answer !== undefined && answer !== false) return answer;
    await delay(50);
  }
  throw new Error(`Waited in vain for ${what}`);
}
