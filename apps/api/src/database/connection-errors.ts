import { QueryRunnerAlreadyReleasedError } from 'typeorm';

/** SQLSTATE classes and Node codes that mean: the server is away, restarting or over-full; the same statement may work in a moment. */
const TRANSIENT_SQLSTATES = /^(08|53|57P0[1-5]|40001|40P01|25P0[34])/;
const TRANSIENT_NODE_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
/** Messages of `pg` without a code. */
const TRANSIENT_MESSAGES =
  /connection terminated|connection ended|client has encountered a connection error|timeout exceeded when trying to connect|not queryable|timeout expired/i;

export function isConnectionError(error: unknown): boolean {
  for (let cause: unknown = error, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
    // TypeORM's answer to a statement of a transaction whose connection broke since the last one.
    if (cause instanceof QueryRunnerAlreadyReleasedError) return true;
    if (TRANSIENT_SQLSTATES.test(code) || TRANSIENT_NODE_CODES.has(code) || TRANSIENT_MESSAGES.test(cause.message)) return true;
    if (cause instanceof AggregateError && cause.errors.some(isConnectionError)) return true;
  }
  return false;
}
