import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RequestHandler } from 'express';
import { GraphQLError } from 'graphql';
import { Candidate } from '@kessho/schema/entities/candidate';
import { Material } from '@kessho/schema/entities/material';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { SearchPhase } from '@kessho/schema/entities/search-phase';
import { CELL_SETTINGS, SELECTION_FORMATS, STRUCTURE_FORMATS } from '@kessho/schema/enums/export-enums';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { Caller } from '../auth/authenticate.js';
import type { ApiContext } from '../graphql/context.js';
import { badUserInput, requestError } from '../graphql/request-errors.js';
import type { Log } from '../log.js';
import { fileOfCandidate } from '../modules/candidates/file-of-candidate.js';
import { fileOfMaterial } from '../modules/materials/file-of-material.js';
import { fileOfPhase } from '../modules/searches/file-of-phase.js';
import { exportRanking } from '../modules/structures/export-ranking.js';
import { fromEnumName, TRAJECTORY_FORMAT, type FileBody } from '../modules/structures/exported-file.js';
import { fileOfStructure } from '../modules/structures/file-of-structure.js';
import { trajectoryFile } from '../modules/structures/trajectory-file.js';
import type { RateLimits } from './rate-limits.js';

/** Cost of one download, in the units of queries. */
const DOWNLOAD_COST = 100;

interface DownloadDependencies {
  readonly authenticate: (authorization: string | undefined) => Promise<Caller>;
  readonly rateLimits: RateLimits;
  readonly createContext: (caller: Caller, address: string | undefined) => ApiContext;
  readonly log: Log;
}

/**
 * `GET /exports/:id?format=…`: the file of a prediction, a structure, a candidate, a material or a phase of a search by its node id, for what is
 * binary or too large for an answer; of a structure also EXTXYZ_TRAJECTORY. Formats and cells have their GraphQL names; `cell` is AS_PREDICTED and `symmetrized` true unless given.
 */
export const exportDownload =
  ({ authenticate, rateLimits, createContext, log }: DownloadDependencies): RequestHandler =>
  async (request, response) => {
    try {
      const caller = await authenticate(request.headers.authorization);
      if (!caller.scopes?.has('read')) throw requestError('UNAUTHENTICATED', 'A token with the scope "read" is needed');
      const context = createContext(caller, request.socket.remoteAddress);
      await rateLimits.charge(context.client, { cost: DOWNLOAD_COST, mutationCount: 0 });
      const { fileName, mediaType, body } = await fileOf(context, String(request.params['id']), request.query);
      response.setHeader('content-type', isText(mediaType) ? `${mediaType}; charset=utf-8` : mediaType);
      // RFC 6266: the plain name for old programs, the encoded one for all others.
      response.setHeader(
        'content-disposition',
        `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
      );
      response.setHeader('cache-control', 'no-store');
      response.status(200);
      if (typeof body === 'string' || body instanceof Uint8Array) response.end(Buffer.from(body));
      // Waits where the client is slow, and stops reading where it is gone.
      else await pipeline(Readable.from(body, { objectMode: true, highWaterMark: 1 }), response);
    } catch (error) {
      if (response.headersSent || response.destroyed) {
        // A part of the file may be out: the connection is cut, which tells the client.
        if (!hasLeft(error)) log('export failed', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
        return;
      }
      const known = error instanceof GraphQLError ? error : null;
      if (known === null) log('export failed', { message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
      const { code = 'INTERNAL_SERVER_ERROR', retryAfter } = (known?.extensions ?? {}) as { readonly code?: string; readonly retryAfter?: number };
      if (retryAfter !== undefined) response.setHeader('retry-after', String(retryAfter));
      response.status(STATUS[code] ?? 500).json({ error: { code, message: known?.message ?? 'Something went wrong on the server' } });
    }
  };

const isText = (mediaType: string): boolean => mediaType !== 'application/zip';

const hasLeft = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';

const STATUS: Readonly<Record<string, number>> = { BAD_USER_INPUT: 400, UNAUTHENTICATED: 401, NOT_FOUND: 404, RATE_LIMITED: 429 };

async function fileOf({ database, loaders }: ApiContext, id: string, query: Readonly<Record<string, unknown>>): Promise<FileBody> {
  const node = decodeNodeId(id);
  const missing = (): never => {
    throw requestError('NOT_FOUND', 'There is nothing to export under this id');
  };
  if (node?.type === 'Prediction') {
    const format = fromEnumName(SELECTION_FORMATS, query['format']) ?? refuse('format');
    return exportRanking(database, (await loaders.entity(Prediction, node.uuid)) ?? missing(), format);
  }
  if (node?.type === 'RelaxedStructure' && fromEnumName([TRAJECTORY_FORMAT], query['format']) !== null)
    return trajectoryFile(loaders, (await loaders.entity(RelaxedStructure, node.uuid)) ?? missing());
  const choice = {
    format: fromEnumName(STRUCTURE_FORMATS, query['format']) ?? refuse('format'),
    cell: query['cell'] === undefined ? 'as-predicted' : (fromEnumName(CELL_SETTINGS, query['cell']) ?? refuse('cell')),
    symmetrized: query['symmetrized'] !== 'false',
  } as const;
  switch (node?.type) {
    case 'RelaxedStructure':
      return fileOfStructure(loaders, (await loaders.entity(RelaxedStructure, node.uuid)) ?? missing(), choice);
    case 'Candidate':
      return fileOfCandidate((await loaders.entity(Candidate, node.uuid)) ?? missing(), choice);
    case 'Material':
      return fileOfMaterial((await loaders.entity(Material, node.uuid)) ?? missing(), choice) ?? missing();
    case 'SearchPhase':
      return fileOfPhase(loaders, (await loaders.entity(SearchPhase, node.uuid)) ?? missing(), choice);
    default:
      return missing();
  }
}

function refuse(name: string): never {
  throw badUserInput(`"${name}" is missing or not one of those that the schema lists`);
}
