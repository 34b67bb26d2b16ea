import { GraphQLError } from 'graphql';

/** Codes of `extensions.code` that are ours; Apollo adds those of parsing and validation. */
export const REQUEST_ERROR_CODES = [
  'BAD_USER_INPUT',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
  'QUERY_TOO_COMPLEX',
  'QUERY_TOO_DEEP',
  'RATE_LIMITED',
  'REQUEST_TIMEOUT',
  'SERVICE_UNAVAILABLE',
] as const;
export type RequestErrorCode = (typeof REQUEST_ERROR_CODES)[number];

/** HTTP status of those that are not plain results. */
const HTTP_STATUS: Readonly<Partial<Record<RequestErrorCode, number>>> = {
  BAD_USER_INPUT: 400,
  UNAUTHENTICATED: 401,
  QUERY_TOO_COMPLEX: 400,
  QUERY_TOO_DEEP: 400,
  REQUEST_TIMEOUT: 503,
  SERVICE_UNAVAILABLE: 503,
};

/** An error that the client may read as it stands. */
export const requestError = (
  code: RequestErrorCode,
  message: string,
  extensions: Readonly<Record<string, string | number | null>> = {},
): GraphQLError => {
  const status = HTTP_STATUS[code];
  return new GraphQLError(message, { extensions: { code, ...extensions, ...(status === undefined ? {} : { http: { status } }) } });
};

export const badUserInput = (message: string, extensions: Readonly<Record<string, string | number | null>> = {}): GraphQLError =>
  requestError('BAD_USER_INPUT', message, extensions);
