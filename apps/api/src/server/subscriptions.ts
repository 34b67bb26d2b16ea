import type { IncomingMessage, Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { getOperationAST, GraphQLError, parse, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticate, Caller } from '../auth/authenticate.js';
import { clientOf, NOBODY } from '../auth/authenticate.js';
import type { ApiContext } from '../graphql/context.js';
import { measureQuery } from '../graphql/query-cost.js';
import type { OriginPolicy } from './origins.js';
import type { RateLimits } from './rate-limits.js';

/** Most characters of one message. */
const MAX_MESSAGE = 100_000;

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly httpServer: Server;
  readonly origins: OriginPolicy;
  readonly authenticate: Authenticate;
  readonly rateLimits: RateLimits;
  readonly createContext: (caller: Caller, address: string | undefined) => ApiContext;
}

interface Connection {
  readonly caller?: Caller;
  readonly request: IncomingMessage;
}

/** The protocol `graphql-transport-ws` at /graphql; the token stands in the connection's parameters. */
export function serveSubscriptions({ schema, httpServer, origins, authenticate, rateLimits, createContext }: SubscriptionOptions): {
  readonly dispose: () => void | Promise<void>;
} {
  const webSockets = new WebSocketServer({
    server: httpServer,
    path: '/graphql',
    maxPayload: MAX_MESSAGE,
    verifyClient: ({ origin, req }: { origin: string | undefined; req: Parameters<OriginPolicy['allowsHost']>[0] }) =>
      origins.allowsOrigin(origin) && origins.allowsHost(req),
  });
  const callerOf = ({ caller, request }: Connection): [Caller, string | undefined] => [caller ?? NOBODY, request.socket.remoteAddress];
  return useServer<{ authorization?: unknown; Authorization?: unknown }, { caller?: Caller }>(
    {
      schema,
      onConnect: async ({ connectionParams, extra }) => {
        const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
        try {
          extra.caller = await authenticate(typeof authorization === 'string' ? authorization : undefined);
        } catch {
          return false;
        }
        return true;
      },
      onSubscribe: async ({ extra }, _id, { query, operationName, variables }) => {
        try {
          const document = parse(query, { maxTokens: 20_000 });
          const errors = validate(schema, document);
          if (errors.length > 0) return errors;
          const operation = getOperationAST(document, operationName);
          if (operation) await rateLimits.charge(clientOf(...callerOf(extra)), measureQuery(schema, document, operation, variables ?? {}));
          return undefined;
        } catch (error) {
          return [error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : String(error))];
        }
      },
      context: ({ extra }) => createContext(...callerOf(extra)),
    },
    webSockets,
  );
}
