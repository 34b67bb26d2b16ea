import type { OptimadeSettings } from './optimade-settings.js';
import { API_VERSION } from './optimade-settings.js';
import type { OptimadeError } from './optimade-error.js';

/** What goes back to the client. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the members of `meta` and `links` are made of. */
export interface AnswerContext {
  readonly settings: OptimadeSettings;
  readonly codeVersion: string;
  /** Unversioned, `https://host/optimade`. */
  readonly baseUrl: string;
  /** Of this request: `/v1`, or nothing. */
  readonly version: string;
  /** What follows the versioned base URL, parameters included. */
  readonly representation: string;
}

const JSON_API = 'application/vnd.api+json';
/** OpenAPI description of the answers, published by the consortium. */
const SCHEMA = 'https://schemas.optimade.org/openapi/v1.2/optimade.json';

export interface Counts {
  readonly hasNext?: boolean;
  /** All that match. */
  readonly returned?: number;
  /** All there are; left out where counting them is not free. */
  readonly available?: number;
}

export function metaOf(context: AnswerContext, { hasNext = false, returned, available }: Counts, warnings: readonly string[] = []): object {
  const { settings } = context;
  return {
    query: { representation: context.representation },
    api_version: API_VERSION,
    schema: SCHEMA,
    more_data_available: hasNext,
    time_stamp: new Date().toISOString(),
    ...(returned === undefined ? {} : { data_returned: returned }),
    ...(available === undefined ? {} : { data_available: available }),
    provider: {
      name: settings.providerName,
      description: settings.providerDescription,
      prefix: settings.prefix,
      ...(settings.homepage === null ? {} : { homepage: settings.homepage }),
    },
    implementation: {
      name: 'Kessho',
      version: context.codeVersion,
      ...(settings.maintainer === null ? {} : { maintainer: { email: settings.maintainer } }),
    },
    ...(warnings.length === 0 ? {} : { warnings: warnings.map((detail, k) => ({ type: 'warning', id: String(k + 1), detail })) }),
  };
}

export const jsonAnswer = (body: object, status = 200, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  contentType: JSON_API,
  headers,
  body: JSON.stringify(body),
});

export const errorAnswer = (context: AnswerContext, { status, title, message, parameter, headers }: OptimadeError): Answer =>
  jsonAnswer(
    {
      meta: metaOf(context, {}),
      errors: [{ status: String(status), title, detail: message, ...(parameter === null ? {} : { source: { parameter } }) }],
    },
    status,
    headers,
  );
