import type { Server } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { ApiContext } from '../graphql/context.js';
import { createErrorFormatter } from '../graphql/error-formatter.js';
import { DEFAULT_QUERY_LIMITS, measureQuery } from '../graphql/query-cost.js';
import type { Log } from '../log.js';

/** Most tokens of one document: parsing and validating stay cheap. */
const MAX_TOKENS = 20_000;

/** Not yet started. */
export const createGraphqlServer = (schema: GraphQLSchema, httpServer: Server, log: Log): ApolloServer<ApiContext> =>
  new ApolloServer<ApiContext>({
    schema,
    introspection: true,
    csrfPrevention: true,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    persistedQueries: false,
    parseOptions: { maxTokens: MAX_TOKENS },
    formatError: createErrorFormatter(log),
    stopOnTerminationSignals: false,
    plugins: [limits(schema), ApolloServerPluginDrainHttpServer({ httpServer }), ApolloServerPluginLandingPageDisabled()],
    logger: { debug: () => undefined, info: () => undefined, warn: (message) => log(String(message)), error: (message) => log(String(message)) },
  });

/** Refuse what asks for too much before it runs, and say what the rest cost. */
const limits = (schema: GraphQLSchema): ApolloServerPlugin<ApiContext> => ({
  requestDidStart: () => {
    let cost = 0;
    return Promise.resolve({
      didResolveOperation: ({ document, operation, request }) => {
        if (operation) cost = measureQuery(schema, document, operation, request.variables ?? {});
        return Promise.resolve();
      },
      willSendResponse: ({ response }) => {
        if (response.body.kind === 'single') {
          response.body.singleResult.extensions = {
            ...response.body.singleResult.extensions,
            cost: { requested: cost, limit: DEFAULT_QUERY_LIMITS.cost },
          };
        }
        return Promise.resolve();
      },
    });
  },
});
