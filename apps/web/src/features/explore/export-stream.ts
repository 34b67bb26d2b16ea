import { ExploreMaterialsDocument, ExploreStructuresDocument } from '@kessho/schema/generated/graphql';
import { ApiError } from '../../graphql/api-error';
import { serverQuery } from '../../graphql/server-query';
import type { Authorization } from '../../graphql/session';
import { MATERIAL_CSV, PREDICTED_CSV } from './explore-csv';
import { materialVariables, predictionVariables } from './explore-variables';
import { kindOf } from './explore-view';

/** Rows of one request, the most the API gives. */
const CHUNK = 100;
/** The API counts what a client asks for by the minute. */
const RATE_LIMIT_WAIT_MS = 10_000;
const RATE_LIMIT_TRIES = 12;

interface Chunk {
  readonly text: string;
  readonly next: string | null;
}

/** All rows of a filter as CSV, in the order of the list: a chunk is asked for when the one before has been taken. */
export function exportStream(parameters: URLSearchParams, authorization: Authorization): ReadableStream<Uint8Array> {
  const isMaterials = kindOf(parameters) === 'materials';
  const load = isMaterials ? materialChunk : predictedChunk;
  const encoder = new TextEncoder();
  let next: string | null | undefined;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode((isMaterials ? MATERIAL_CSV : PREDICTED_CSV).heading)),
    pull: async (controller) => {
      const chunk = await patiently(() => load(parameters, next ?? null, authorization));
      next = chunk.next;
      controller.enqueue(encoder.encode(chunk.text));
      if (next === null) controller.close();
    },
  });
}

async function materialChunk(parameters: URLSearchParams, after: string | null, authorization: Authorization): Promise<Chunk> {
  const { filter, orderBy } = materialVariables(parameters);
  const { materials } = await serverQuery(ExploreMaterialsDocument, { filter, orderBy, first: CHUNK, after }, authorization);
  return { text: MATERIAL_CSV.records(materials.edges.map(({ node }) => node)), next: nextOf(materials.pageInfo) };
}

async function predictedChunk(parameters: URLSearchParams, after: string | null, authorization: Authorization): Promise<Chunk> {
  const { filter, orderBy } = predictionVariables(parameters);
  const { structures } = await serverQuery(ExploreStructuresDocument, { filter, orderBy, first: CHUNK, after }, authorization);
  return { text: PREDICTED_CSV.records(structures.edges.map(({ node }) => node)), next: nextOf(structures.pageInfo) };
}

const nextOf = ({ hasNextPage, endCursor }: { readonly hasNextPage: boolean; readonly endCursor: string | null }): string | null =>
  hasNextPage ? endCursor : null;

async function patiently<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'RATE_LIMITED') || tries === RATE_LIMIT_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, RATE_LIMIT_WAIT_MS));
    }
  }
}
