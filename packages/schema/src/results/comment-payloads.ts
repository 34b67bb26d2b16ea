import { Field, ID, ObjectType } from 'type-graphql';
import { Comment } from '../entities/comment.js';
import { UserError } from './payloads.js';

@ObjectType('CommentPayload', { simpleResolvers: true })
export class CommentPayload {
  @Field(() => Comment, { nullable: true, description: 'Null if and only if there are user errors.' })
  comment!: Comment | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

@ObjectType('DeleteCommentPayload', { simpleResolvers: true })
export class DeleteCommentPayload {
  @Field(() => ID, { nullable: true, description: 'Null if and only if there are user errors.' })
  deletedId!: string | null;

  @Field(() => [UserError])
  userErrors!: UserError[];
}
