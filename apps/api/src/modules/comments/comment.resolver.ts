import { Comment } from '@kessho/schema/entities/comment';
import { Material } from '@kessho/schema/entities/material';
import { Member } from '@kessho/schema/entities/member';
import { Node } from '@kessho/schema/entities/node';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { Search } from '@kessho/schema/entities/search';
import { AddCommentInput, DeleteCommentInput, EditCommentInput } from '@kessho/schema/inputs/comments';
import { CommentPayload, DeleteCommentPayload } from '@kessho/schema/results/comment-payloads';
import type { Page } from '@kessho/schema/results/connection';
import { CommentConnection } from '@kessho/schema/results/connections';
import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { ConnectionArgs } from '../../graphql/connection-args.js';
import type { ApiContext } from '../../graphql/context.js';
import { badUserInput } from '../../graphql/request-errors.js';
import { required } from '../../graphql/required.js';
import { wholeList } from '../../graphql/whole-list.js';
import type { CommentSubject } from './comment-subject.js';
import { subjectFromId, subjectKind, subjectOf } from './comment-subject.js';
import { COMMENT_LIST, commentsOf } from './comment.list.js';
import { addComment, deleteComment, editComment, mayEdit } from './comment.service.js';

const OLDEST_FIRST = 'The oldest first; `last` gives the latest.';

@Resolver(() => Comment)
export class CommentResolver {
  @Authorized('read')
  @Query(() => CommentConnection, { description: OLDEST_FIRST })
  comments(
    @Arg('subjectId', () => ID, {
      nullable: true,
      description: 'Of a prediction, a structure, a search or a material; all comments where there is none.',
    })
    subjectId: string | null | undefined,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() context: ApiContext,
  ): Promise<Page<Comment>> {
    const subject = subjectId == null ? null : subjectFromId(subjectId);
    if (subjectId != null && subject === null) throw badUserInput('This is not the id of something that has comments');
    return commentPage(subject, args, context);
  }

  @Authorized('write')
  @Mutation(() => CommentPayload)
  addComment(@Arg('input', () => AddCommentInput) input: AddCommentInput, @Ctx() { database, memberId }: ApiContext): Promise<CommentPayload> {
    return addComment(database, input, required(memberId));
  }

  @Authorized('write')
  @Mutation(() => CommentPayload, { description: 'For its author and for owners.' })
  editComment(@Arg('input', () => EditCommentInput) input: EditCommentInput, @Ctx() context: ApiContext): Promise<CommentPayload> {
    return editComment(context.database, input, context);
  }

  @Authorized('write')
  @Mutation(() => DeleteCommentPayload, { description: 'For its author and for owners.' })
  deleteComment(@Arg('input', () => DeleteCommentInput) input: DeleteCommentInput, @Ctx() context: ApiContext): Promise<DeleteCommentPayload> {
    return deleteComment(context.database, input, context);
  }

  @FieldResolver(() => Member)
  async author(@Root() { authorId }: Comment, @Ctx() { loaders }: ApiContext): Promise<Member> {
    return required(await loaders.entity(Member, authorId));
  }

  @FieldResolver(() => Node, { description: 'What it is about.' })
  async subject(@Root() comment: Comment, @Ctx() { loaders }: ApiContext): Promise<Node> {
    const { type, uuid } = subjectOf(comment);
    return required(await loaders.entity<Node>(subjectKind(type).entity, uuid));
  }

  @FieldResolver(() => Boolean, { description: 'Whether whoever asks may edit and delete it.' })
  mayEdit(@Root() comment: Comment, @Ctx() context: ApiContext): boolean {
    return mayEdit(comment, context);
  }
}

function commentPage(subject: CommentSubject | null, args: ConnectionArgs, { loaders }: ApiContext): Promise<Page<Comment>> {
  const list = subject === null ? COMMENT_LIST : commentsOf(subject.type);
  return loaders.page(Comment, wholeList(list, args, subject?.uuid ?? null));
}

@Resolver(() => Prediction)
export class PredictionCommentsResolver {
  @FieldResolver(() => CommentConnection, { description: OLDEST_FIRST })
  comments(@Root() { id }: Prediction, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() context: ApiContext): Promise<Page<Comment>> {
    return commentPage({ type: 'Prediction', uuid: id }, args, context);
  }
}

@Resolver(() => RelaxedStructure)
export class StructureCommentsResolver {
  @FieldResolver(() => CommentConnection, { description: OLDEST_FIRST })
  comments(@Root() { id }: RelaxedStructure, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() context: ApiContext): Promise<Page<Comment>> {
    return commentPage({ type: 'RelaxedStructure', uuid: id }, args, context);
  }
}

@Resolver(() => Search)
export class SearchCommentsResolver {
  @FieldResolver(() => CommentConnection, { description: OLDEST_FIRST })
  comments(@Root() { id }: Search, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() context: ApiContext): Promise<Page<Comment>> {
    return commentPage({ type: 'Search', uuid: id }, args, context);
  }
}

@Resolver(() => Material)
export class MaterialCommentsResolver {
  @FieldResolver(() => CommentConnection, { description: OLDEST_FIRST })
  comments(@Root() { id }: Material, @Args(() => ConnectionArgs) args: ConnectionArgs, @Ctx() context: ApiContext): Promise<Page<Comment>> {
    return commentPage({ type: 'Material', uuid: id }, args, context);
  }
}
