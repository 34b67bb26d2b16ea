import { ExploreMaterialsDocument, ExploreStructuresDocument } from '@kessho/schema/generated/graphql';
import type { ExploreMaterialsQuery, ExploreStructuresQuery } from '@kessho/schema/generated/graphql';
import { ApiError, ApiUnreachableError } from '../../graphql/api-error';
import { serverQuery } from '../../graphql/server-query';
import { materialVariables, predictionVariables } from './explore-variables';
import { kindOf } from './explore-view';
import { readFilter } from './read-filter';

export type MaterialRow = ExploreMaterialsQuery['materials']['edges'][number]['node'];
export type PredictedRow = ExploreStructuresQuery['structures']['edges'][number]['node'];
export type PageInfo = ExploreMaterialsQuery['materials']['pageInfo'];

interface LoadedPage {
  readonly pageInfo: PageInfo;
  /** Whether there is anything at all, whatever the filter. */
  readonly isEmptyDatabase: boolean;
}

/** A page of the list, or why there is none. */
export type ExploreAnswer =
  | ({ readonly kind: 'materials'; readonly rows: readonly MaterialRow[] } & LoadedPage)
  | ({ readonly kind: 'predictions'; readonly rows: readonly PredictedRow[] } & LoadedPage)
  | { readonly kind: 'mistaken' }
  | { readonly kind: 'refused'; readonly message: string };

/** The page that an address asks for. */
export async function loadExplorePage(parameters: URLSearchParams): Promise<ExploreAnswer | 'unreachable'> {
  const { mistakes } = readFilter(parameters);
  if (mistakes.length > 0) return { kind: 'mistaken' };
  try {
    return kindOf(parameters) === 'materials' ? await loadMaterials(parameters) : await loadPredictions(parameters);
  } catch (error) {
    if (error instanceof ApiUnreachableError) return 'unreachable';
    if (error instanceof ApiError && error.isMissing) return { kind: 'refused', message: error.message };
    throw error;
  }
}

async function loadMaterials(parameters: URLSearchParams): Promise<ExploreAnswer> {
  const { materials } = await serverQuery(ExploreMaterialsDocument, materialVariables(parameters));
  const rows = materials.edges.map(({ node }) => node);
  const any = rows.length > 0 ? null : await serverQuery(ExploreMaterialsDocument, { first: 1 });
  return {
    kind: 'materials',
    rows,
    pageInfo: materials.pageInfo,
    isEmptyDatabase: any?.materials.edges.length === 0,
  };
}

async function loadPredictions(parameters: URLSearchParams): Promise<ExploreAnswer> {
  const { structures } = await serverQuery(ExploreStructuresDocument, predictionVariables(parameters));
  const rows = structures.edges.map(({ node }) => node);
  const any = rows.length > 0 ? null : await serverQuery(ExploreStructuresDocument, { first: 1 });
  return {
    kind: 'predictions',
    rows,
    pageInfo: structures.pageInfo,
    isEmptyDatabase: any?.structures.edges.length === 0,
  };
}
