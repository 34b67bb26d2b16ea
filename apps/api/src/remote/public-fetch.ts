import type { LookupFunction } from 'node:net';
import { Agent, buildConnector, fetch } from 'undici';
import { isPrivateHost, lookupPublic, PrivateAddressError } from './public-address.js';

/** Where connections may go. */
export interface ConnectionGuard {
  /** Resolves names, and gives an error for one that leads where it may not. */
  readonly lookup: LookupFunction;
  /** Whether a number, which is connected to without a lookup, is out of bounds. Names are not. */
  readonly refuses: (host: string) => boolean;
}

/** `fetch` that guards every connection, those of redirections included. It throws a TypeError whose cause is the refusal. */
export function guardedFetch({ lookup, refuses }: ConnectionGuard): typeof globalThis.fetch {
  const connect = buildConnector({ lookup, timeout: 10_000 });
  const dispatcher = new Agent({
    connect: (options, callback) => {
      if (refuses(options.hostname)) callback(new PrivateAddressError(options.hostname), null);
      else connect(options, callback);
    },
  });
  // The same types twice: those of the package, and those that Node declares of its own copy of it.
  return (input, init) =>
    fetch(input as string, { ...(init as Parameters<typeof fetch>[1]), dispatcher }) as unknown as ReturnType<typeof globalThis.fetch>;
}

/** `fetch` of machines of the public internet alone. */
export const publicFetch = guardedFetch({ lookup: lookupPublic, refuses: isPrivateHost });
