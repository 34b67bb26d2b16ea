import type { CommentRowFragment, CommentsQuery } from '@kessho/schema/generated/graphql';
import { CommentsDocument } from '@kessho/schema/generated/graphql';
import { browserClient } from '../../graphql/browser-client';

/** The latest comments on one thing, the oldest of them first. */
export interface LoadedComments {
  readonly comments: readonly CommentRowFragment[];
  readonly totalCount: number;
  readonly hasEarlier: boolean;
}

const PAGE = 100;

/** @param wanted how many at most. Null where the API does not answer */
export async function loadComments(subjectId: string, wanted: number): Promise<LoadedComments | null> {
  let comments: readonly CommentRowFragment[] = [];
  for (let before: string | null = null; ;) {
    const page = await loadPage(subjectId, Math.min(PAGE, wanted - comments.length), before);
    if (page === null) return null;
    comments = [...page.edges.map(({ node }) => node), ...comments];
    const { hasPreviousPage, startCursor } = page.pageInfo;
    if (!hasPreviousPage || comments.length >= wanted) return { comments, totalCount: page.totalCount, hasEarlier: hasPreviousPage };
    before = startCursor;
  }
}

async function loadPage(subjectId: string, last: number, before: string | null): Promise<CommentsQuery['comments'] | null> {
  const { data } = await browserClient.query(CommentsDocument, { subjectId, last, before }).toPromise();
  return data?.comments ?? null;
}
