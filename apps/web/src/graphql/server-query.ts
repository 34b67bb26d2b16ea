import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import type { GraphQLFormattedError } from 'graphql';
import { print } from 'graphql';
import { redirect } from 'next/navigation';
import { apiUrl } from './api-address';
import { ApiError, ApiUnreachableError } from './api-error';
import type { Authorization } from './session';
import { requestAuthorization } from './session';

const TIMEOUT_MS = 15_000;

interface GraphqlResponse<Data> {
  readonly data?: Data | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * Ask the API while a page is made on the server. Whoever must sign in first is sent to do so.
 * @param authorization where it is not that of the request at hand: what is streamed later has none
 * @throws {ApiUnreachableError} when nobody answers
 * @throws {ApiError} when the answer is an error
 */
export async function serverQuery<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  authorization?: Authorization,
): Promise<Data> {
  const sent = authorization ?? (await requestAuthorization());
  return askApi(document, variables, sent).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'UNAUTHENTICATED') redirect('/sign-in');
    throw error;
  });
}

/**
 * Ask the API on somebody's behalf.
 * @throws {ApiUnreachableError} when nobody answers
 * @throws {ApiError} when the answer is an error
 */
export async function askApi<Data, Variables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  authorization: Authorization,
): Promise<Data> {
  let body: GraphqlResponse<Data>;
  try {
    const response = await fetch(`${apiUrl()}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
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
