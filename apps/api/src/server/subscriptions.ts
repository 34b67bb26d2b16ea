import type { Server } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import { getOperationAST, GraphQLError, parse, validate } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { Authenticate } from '../auth/authenticate.js';
import type { ApiContext } from '../graphql/context.js';
import { measureQuery } from '../graphql/query-cost.js';
import type { OriginPolicy } from './origins.js';

/** Most characters of one message. */
const MAX_MESSAGE = 100_000;

export interface SubscriptionOptions {
  readonly schema: GraphQLSchema;
  readonly httpServer: Server;
  readonly origins: OriginPolicy;
  readonly authenticate: Authenticate;
  readonly createContext: (scopes: ApiContext['scopes']) => ApiContext;
}

/** The protocol `graphql-transport-ws` at /graphql; the token stands in the connection's parameters. */
export function serveSubscriptions({ schema, httpServer, origins, authenticate, createContext }: SubscriptionOptions): {
  readonly dispose: () => void | Promise<void>;
} {
  const webSockets = new WebSocketServer({
    server: httpServer,
    path: '/graphql',
    maxPayload: MAX_MESSAGE,
    verifyClient: ({ origin, req }: { origin: string | undefined; req: Parameters<OriginPolicy['allowsHost']>[0] }) =>
      origins.allowsOrigin(origin) && origins.allowsHost(req),
  });
  return useServer<{ authorization?: unknown; Authorization?: unknown }, { scopes?: ApiContext['scopes'] }>(
    {
      schema,
      onConnect: async ({ connectionParams, extra }) => {
        const authorization = connectionParams?.authorization ?? connectionParams?.Authorization;
        try {
          extra.scopes = await authenticate(typeof authorization === 'string' ? authorization : undefined);
        } catch {
          return false;
        }
        return true;
      },
      onSubscribe: (_context, _id, { query, operationName, variables }) => {
        try {
          const document = parse(query, { maxTokens: 20_000 });
          const errors = validate(schema, document);
          if (errors.length > 0) return errors;
          const operation = getOperationAST(document, operationName);
          if (operation) measureQuery(schema, document, operation, variables ?? {});
          return undefined;
        } catch (error) {
          return [error instanceof GraphQLError ? error : new GraphQLError(error instanceof Error ? error.message : String(error))];
        }
      },
      context: ({ extra }) => createContext(extra.scopes ?? null),
    },
    webSockets,
  );
}
