import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../config.js';

/** Decides which pages may call the API, and under which names it may be called. */
export interface OriginPolicy {
  readonly allowsOrigin: (origin: string | undefined) => boolean;
  readonly allowsHost: (request: IncomingMessage) => boolean;
}

/**
 * Bound to loopback the API needs no token, so it must not answer pages of other origins, nor a foreign name that was made to point at this
 * machine (DNS rebinding).
 */
export function createOriginPolicy(host: string, allowedOrigins: readonly string[]): OriginPolicy {
  const local = isLoopback(host);
  const hostnameOf = (url: string): string | null => {
    try {
      return new URL(url).hostname.replace(/^\[|\]$/g, '');
    } catch {
      return null;
    }
  };
  return {
    allowsOrigin: (origin) => {
      if (origin === undefined || allowedOrigins.includes(origin)) return true;
      const name = hostnameOf(origin);
      return local && name !== null && isLoopback(name);
    },
    allowsHost: ({ headers }) => {
      if (!local) return true;
      const name = hostnameOf(`http://${headers.host ?? ''}`);
      return name !== null && isLoopback(name);
    },
  };
}
