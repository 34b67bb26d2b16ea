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
    const { data }: { readonly data?: CommentsQuery } = await browserClient
      .query(CommentsDocument, { subjectId, last: Math.min(PAGE, wanted - comments.length), before })
      .toPromise();
    if (data === undefined) return null;
    const { edges, pageInfo, totalCount } = data.comments;
    comments = [...edges.map(({ node }) => node), ...comments];
    if (!pageInfo.hasPreviousPage || comments.length >= wanted) return { comments, totalCount, hasEarlier: pageInfo.hasPreviousPage };
    before = pageInfo.startCursor;
  }
}
