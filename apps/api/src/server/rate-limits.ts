import { HeaderMap } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { OperationMeasure } from '../graphql/query-cost.js';

/** What one client may ask for in a minute. */
export interface RateLimitSettings {
  /** Mutations; one operation may hold several. */
  readonly mutationsPerMinute: number;
  /** Sum of the costs of all operations, as `extensions.cost` reports them. */
  readonly costPerMinute: number;
}

export interface RateLimits {
  /**
   * Count an operation against its client. @returns the cost that is left to the client in this minute
   * @throws RATE_LIMITED with the seconds to wait
   */
  readonly charge: (client: string, operation: OperationMeasure) => Promise<number>;
}

const WINDOW_S = 60;

/** Counters in memory: each API process has its own, and a new process begins at zero. */
export function createRateLimits({ mutationsPerMinute, costPerMinute }: RateLimitSettings): RateLimits {
  const mutations = new RateLimiterMemory({ points: mutationsPerMinute, duration: WINDOW_S });
  const costs = new RateLimiterMemory({ points: costPerMinute, duration: WINDOW_S });
  return {
    charge: async (client, { mutationCount, cost }) => {
      if (mutationCount > 0) await consume(mutations, client, mutationCount, `${mutationsPerMinute} mutations`);
      return consume(costs, client, cost, `operations of a cost of ${costPerMinute}`);
    },
  };
}

/** @returns points left in the window */
async function consume(limiter: RateLimiterMemory, client: string, points: number, allowance: string): Promise<number> {
  try {
    return (await limiter.consume(client, points)).remainingPoints;
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw rateLimited(allowance, Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)));
  }
}

const rateLimited = (allowance: string, retryAfter: number): GraphQLError =>
  new GraphQLError(`A client may send ${allowance} in a minute; try again in ${retryAfter} s`, {
    extensions: { code: 'RATE_LIMITED', retryAfter, http: { status: 429, headers: new HeaderMap([['retry-after', String(retryAfter)]]) } },
  });
