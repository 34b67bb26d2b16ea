import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { GraphQLFormattedError } from 'graphql';
import { print } from 'graphql';
import { apiAuthorization, apiUrl } from './api-address';
import { ApiError, ApiUnreachableError } from './api-error';

const TIMEOUT_MS = 15_000;

interface GraphqlResponse<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Ask the API while a page is made on the server.
 * @throws {ApiUnreachableError} when nobody answers
 * @throws {ApiError} when the answer is an error
 */
export async function serverQuery<Data, Variables>(document: TypedDocumentNode<Data, Variables>, variables: Variables): Promise<Data> {
  let body: GraphqlResponse<Data>;
  try {
    const response = await fetch(`${apiUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...apiAuthorization() },
      body: JSON.stringify({ query: print(document), variables }),
      cache: 'no-store',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    // The shape is the API's contract, held by the generated types.
    body = (await response.json()) as GraphqlResponse<Data>;
  } catch (cause) {
    throw new ApiUnreachableError(cause);
  }
  const [error] = body.errors ?? [];
  if (error !== undefined) throw new ApiError(error.message, String(error.extensions?.['code'] ?? 'UNKNOWN'));
  if (body.data === undefined || body.data === null) throw new ApiError('The answer holds no data', 'UNKNOWN');
  return body.data;
}
