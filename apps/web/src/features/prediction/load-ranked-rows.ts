import { PredictionStructuresDocument } from '@kessho/schema/generated/graphql';
import { serverQuery } from '../../graphql/server-query';
import type { RankedRow } from './prediction-types';

const PAGE = 100;
/** More ranked structures than one looks through; then the rest is had by the API. */
const MOST_PAGES = 5;

/** The ranked structures of a prediction by rank, a page after another. */
export async function loadRankedRows(id: string): Promise<RankedRow[]> {
  const rows: RankedRow[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const answer: Awaited<ReturnType<typeof loadPage>> = await loadPage(id, after);
    const structures = answer.prediction?.structures;
    if (structures === undefined) break;
    rows.push(...structures.edges.map(({ node }) => node));
    if (!structures.pageInfo.hasNextPage) break;
    after = structures.pageInfo.endCursor;
  }
  return rows;
}

const loadPage = (id: string, after: string | null) =>
  serverQuery(PredictionStructuresDocument, { id, first: PAGE, after, filter: { rank: { gte: 1 } }, orderBy: [{ field: 'RANK', direction: 'ASC' }] });
