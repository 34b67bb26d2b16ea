/** The OPTIMADE API as one function from a request to an answer. */
import type { DataSource } from 'typeorm';
import type { Answer, AnswerContext } from './answer.js';
import { errorAnswer, jsonAnswer } from './answer.js';
import { basePage } from './base-page.js';
import type { EntrySource } from './entries/entry-source.js';
import { referenceSource } from './entries/reference-source.js';
import { referenceType } from './entries/reference-type.js';
import { referencesOf } from './entries/references.js';
import { structureSource } from './entries/structure-source.js';
import { structureType } from './entries/structure-type.js';
import type { ServedType } from './entry-answers.js';
import { listingAnswer, singleAnswer } from './entry-answers.js';
import { baseInfo, entryInfo, linksAnswer } from './info-answers.js';
import { OptimadeError } from './optimade-error.js';
import type { OptimadeSettings } from './optimade-settings.js';
import { SERVED_VERSIONS } from './optimade-settings.js';
import { readEntryView, readListingRequest } from './request-parameters.js';

export interface OptimadeRequest {
  /** What follows `/optimade`, still encoded: `/v1/structures?filter=…`. */
  readonly target: string;
  /** Unversioned base URL that links begin with. */
  readonly baseUrl: string;
}

export interface OptimadeServer {
  /** Errors that are no {@link OptimadeError} are turned into one by `explain`. */
  readonly answer: (request: OptimadeRequest, explain: (error: unknown) => OptimadeError) => Promise<Answer>;
  /** The answer to a request that is refused before it is looked at. */
  readonly refuse: (request: OptimadeRequest, error: OptimadeError) => Answer;
}

const VERSIONS: Answer = { status: 200, contentType: 'text/csv; header=present', headers: {}, body: 'version\n1\n' };

export function createOptimadeServer(database: DataSource, settings: OptimadeSettings, codeVersion: string): OptimadeServer {
  const references = referenceType(settings.prefix);
  const structures = structureType(settings.prefix);
  const entries: Readonly<Record<string, (context: AnswerContext, id: string | undefined, query: URLSearchParams) => Promise<object>>> = {
    structures: endpoint(structureSource(database, structures), { type: structures, references, idOf: ({ id }) => id, referencesOf }),
    references: endpoint(referenceSource(database, references), { type: references, references, idOf: ({ id }) => id, referencesOf: null }),
  };
  const infos: Readonly<Record<string, (context: AnswerContext) => object>> = {
    structures: (context) => entryInfo(context, structures),
    references: (context) => entryInfo(context, references),
  };

  async function route({ segments, query, context }: ParsedRequest): Promise<Answer> {
    const [first, second, ...rest] = segments;
    if (first === undefined) return basePage(context.baseUrl, settings);
    if (first === 'versions' && second === undefined && context.version === '') return VERSIONS;
    if (rest.length === 0) {
      if (first === 'links' && second === undefined) return jsonAnswer(linksAnswer(context));
      if (first === 'info' && second === undefined) return jsonAnswer(baseInfo(context));
      if (first === 'info' && second !== undefined && Object.hasOwn(infos, second)) return jsonAnswer(infos[second]?.(context) ?? {});
      const entry = Object.hasOwn(entries, first) ? entries[first] : undefined;
      if (entry !== undefined) return jsonAnswer(await entry(context, second, query));
    }
    throw new OptimadeError(404, `There is no endpoint /${segments.join('/').slice(0, 100)}`);
  }

  return {
    answer: async (request, explain) => {
      let context = contextOf(request, settings, codeVersion);
      try {
        const parsed = parseRequest(request, context);
        ({ context } = parsed);
        return await route(parsed);
      } catch (error) {
        return errorAnswer(context, error instanceof OptimadeError ? error : explain(error));
      }
    },
    refuse: (request, error) => errorAnswer(contextOf(request, settings, codeVersion), error),
  };
}

const endpoint =
  <Row>(source: EntrySource<Row>, served: ServedType<Row>) =>
  async (context: AnswerContext, id: string | undefined, query: URLSearchParams): Promise<object> => {
    if (id !== undefined) return singleAnswer(context, served, readEntryView(query, served.type), await source.byId(id));
    const request = readListingRequest(query, served.type);
    return listingAnswer(context, served, request, await source.page(request));
  };

interface ParsedRequest {
  /** Decoded, after the version. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
  readonly context: AnswerContext;
}

const contextOf = ({ target, baseUrl }: OptimadeRequest, settings: OptimadeSettings, codeVersion: string): AnswerContext => ({
  settings,
  codeVersion,
  baseUrl,
  version: '',
  representation: target,
});

/** @throws {OptimadeError} 553 for a version that is not served, 400 for a path that cannot be decoded */
function parseRequest({ target }: OptimadeRequest, context: AnswerContext): ParsedRequest {
  const [path = '', ...search] = target.split('?');
  const query = new URLSearchParams(search.join('?'));
  const parts = path.split('/').filter((part) => part !== '');
  const named = /^v\d/.test(parts[0] ?? '') ? parts.shift() : undefined;
  if (named !== undefined && !SERVED_VERSIONS.some((version) => version === named)) throw new OptimadeError(553, versionMessage(named));
  const hint = named === undefined ? query.get('api_hint') : null; // a versioned URL decides for itself
  if (hint !== null && /^v\d/.test(hint) && !/^v1(\.|$)/.test(hint)) throw new OptimadeError(553, versionMessage(hint), 'api_hint');
  const version = named === undefined ? '' : `/${named}`;
  const representation = `/${parts.join('/')}${search.length === 0 ? '' : `?${search.join('?')}`}`;
  return { segments: parts.map(decode), query, context: { ...context, version, representation } };
}

const versionMessage = (version: string): string => `Version ${version.slice(0, 20)} is not served; there are ${SERVED_VERSIONS.join(', ')}`;

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new OptimadeError(400, `${segment.slice(0, 100)} is no encoded part of a path`);
  }
}
