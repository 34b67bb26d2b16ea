import type { Server } from 'node:http';
import type { ApolloServerPlugin } from '@apollo/server';
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginDrainHttpServer } from '@apollo/server/plugin/drainHttpServer';
import { ApolloServerPluginCacheControlDisabled, ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { GraphQLSchema } from 'graphql';
import type { ApiContext } from '../graphql/context.js';
import { createErrorFormatter } from '../graphql/error-formatter.js';
import { DEFAULT_QUERY_LIMITS, measureQuery } from '../graphql/query-cost.js';
import type { Log } from '../log.js';
import type { RateLimits } from './rate-limits.js';

/** Most tokens of one document: parsing and validating stay cheap. */
const MAX_TOKENS = 20_000;

/** Not yet started. */
export const createGraphqlServer = (schema: GraphQLSchema, httpServer: Server, rateLimits: RateLimits, log: Log): ApolloServer<ApiContext> =>
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
    plugins: [
      limits(schema, rateLimits),
      ApolloServerPluginDrainHttpServer({ httpServer }),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginCacheControlDisabled(), // it would look at every field of every row; nothing here may be cached
    ],
    logger: { debug: () => undefined, info: () => undefined, warn: (message) => log(String(message)), error: (message) => log(String(message)) },
  });

/** Refuse what asks for too much before it runs, and say what the rest cost. */
const limits = (schema: GraphQLSchema, rateLimits: RateLimits): ApolloServerPlugin<ApiContext> => ({
  requestDidStart: () => {
    const cost: { requested: number; limit: number; available: number | null } = { requested: 0, limit: DEFAULT_QUERY_LIMITS.cost, available: null };
    return Promise.resolve({
      didResolveOperation: async ({ document, operation, request, contextValue }) => {
        if (!operation) return;
        const measure = measureQuery(schema, document, operation, request.variables ?? {});
        cost.requested = measure.cost;
        cost.available = await rateLimits.charge(contextValue.client, measure);
      },
      willSendResponse: ({ response }) => {
        if (response.body.kind === 'single') {
          response.body.singleResult.extensions = { ...response.body.singleResult.extensions, cost };
        }
        return Promise.resolve();
      },
    });
  },
});
