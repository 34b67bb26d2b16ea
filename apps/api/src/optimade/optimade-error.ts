/** Titles of the status codes that OPTIMADE asks for. @see OPTIMADE specification 1.2.0, "HTTP Response Status Codes" */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  501: 'Not Implemented',
  503: 'Service Unavailable',
  553: 'Version Not Supported',
} as const;

export type OptimadeStatus = keyof typeof TITLES;

/** What a request cannot be answered for, in words meant for the client. */
export class OptimadeError extends Error {
  readonly title: string;

  constructor(
    readonly status: OptimadeStatus,
    message: string,
    /** The parameter of the request that is at fault. */
    readonly parameter: string | null = null,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'OptimadeError';
    this.title = TITLES[status];
  }
}

export const badFilter = (message: string): OptimadeError => new OptimadeError(400, message, 'filter');

/** Optional parts of the filter language that are missing, and operands whose types do not match. */
export const filterNotImplemented = (message: string): OptimadeError => new OptimadeError(501, message, 'filter');
