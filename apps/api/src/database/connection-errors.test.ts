import { QueryFailedError, QueryRunnerAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { isConnectionError } from './connection-errors.js';

const withCode = (code: string, message = 'failed'): Error => Object.assign(new Error(message), { code });

describe('isConnectionError', () => {
  it.each([
    ['a server that is shutting down', withCode('57P01')],
    ['nobody at the port', withCode('ECONNREFUSED')],
    ['one of several addresses', new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')])],
    ['a connection that broke during a statement', new Error('Connection terminated unexpectedly')],
    ['a connection that broke between two statements of a transaction', new QueryRunnerAlreadyReleasedError()],
    ['any of these as a cause', new Error('could not store', { cause: withCode('08006') })],
  ])('knows %s', (_what, error) => expect(isConnectionError(error)).toBe(true));

  it.each([
    ['a statement that is wrong', new QueryFailedError('SELECT', [], withCode('42601'))],
    ['a value twice', withCode('23505')],
    ['a defect of ours', new TypeError('undefined is not a function')],
    ['no error at all', 'ECONNREFUSED'],
  ])('does not take %s for one', (_what, error) => expect(isConnectionError(error)).toBe(false));
});
