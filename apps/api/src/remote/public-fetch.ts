import { Agent, buildConnector, fetch } from 'undici';
import { isPrivateLiteral, lookupPublic, PrivateAddressError } from './public-address.js';

/** `fetch` of addresses of the public internet alone: whatever a name or a redirection leads to. @throws {TypeError} with a PrivateAddressError as its cause */
export const publicFetch: typeof globalThis.fetch = (input, init) =>
  // The same types twice: those of the package, and those that Node declares of its own copy of it.
  fetch(input as string, { ...(init as Parameters<typeof fetch>[1]), dispatcher: publicOnly }) as unknown as ReturnType<typeof globalThis.fetch>;

const connect = buildConnector({ lookup: lookupPublic, timeout: 10_000 });

/** A number is connected to without being looked up. */
const publicOnly = new Agent({
  connect: (options, callback) => {
    const { protocol, hostname } = options;
    if (isPrivateLiteral(new URL(`${protocol}//${hostname}`))) callback(new PrivateAddressError(hostname), null);
    else connect(options, callback);
  },
});
