import { Comment } from '@kessho/schema/entities/comment';
import type { AddCommentInput, DeleteCommentInput, EditCommentInput } from '@kessho/schema/inputs/comments';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { CommentPayload, DeleteCommentPayload } from '@kessho/schema/results/comment-payloads';
import type { UserError, UserErrorCode } from '@kessho/schema/results/payloads';
import type { DataSource } from 'typeorm';
import type { Actor } from '../../auth/authenticate.js';
import { subjectFromId, subjectKind } from './comment-subject.js';

const MOST_CHARACTERS = 10_000;

/** A comment belongs to its author; whoever administers may edit and delete any. */
export const mayEdit = ({ authorId }: Comment, { memberId, scopes }: Actor): boolean =>
  scopes !== null && scopes.has('write') && (memberId === authorId || scopes.has('admin'));

const refused = (field: string, code: UserErrorCode, message: string): { comment: null; deletedId: null; userErrors: UserError[] } => ({
  comment: null,
  deletedId: null,
  userErrors: [{ field: [field], code, message, position: null }],
});

export async function addComment(database: DataSource, { subjectId, body }: AddCommentInput, authorId: string): Promise<CommentPayload> {
  const subject = subjectFromId(subjectId);
  if (subject === null) return refused('subjectId', 'NOT_FOUND', 'This is not the id of a prediction, a structure, a search or a material');
  const text = readBody(body);
  if (text === null) return refused('body', 'INVALID_TEXT', BODY_MESSAGE);
  const { entity, property } = subjectKind(subject.type);
  if (!(await database.getRepository(entity).existsBy({ id: subject.uuid })))
    return refused('subjectId', 'NOT_FOUND', 'What is to be commented is not there');
  const comments = database.getRepository(Comment);
  const { id } = await comments.save(comments.create({ [property]: subject.uuid, authorId, body: text }));
  return { comment: await comments.findOneByOrFail({ id }), userErrors: [] };
}

export async function editComment(database: DataSource, { commentId, body }: EditCommentInput, actor: Actor): Promise<CommentPayload> {
  const comment = await findEditable(database, commentId, actor);
  if (!(comment instanceof Comment)) return comment;
  const text = readBody(body);
  if (text === null) return refused('body', 'INVALID_TEXT', BODY_MESSAGE);
  if (text !== comment.body) await database.getRepository(Comment).update(comment.id, { body: text, editedAt: new Date() });
  return { comment: await database.getRepository(Comment).findOneByOrFail({ id: comment.id }), userErrors: [] };
}

export async function deleteComment(database: DataSource, { commentId }: DeleteCommentInput, actor: Actor): Promise<DeleteCommentPayload> {
  const comment = await findEditable(database, commentId, actor);
  if (!(comment instanceof Comment)) return comment;
  await database.getRepository(Comment).delete(comment.id);
  return { deletedId: commentId, userErrors: [] };
}

async function findEditable(database: DataSource, commentId: string, actor: Actor): Promise<Comment | ReturnType<typeof refused>> {
  const node = decodeNodeId(commentId);
  const comment = node?.type === 'Comment' ? await database.getRepository(Comment).findOneBy({ id: node.uuid }) : null;
  if (comment === null) return refused('commentId', 'NOT_FOUND', 'There is no such comment');
  return mayEdit(comment, actor) ? comment : refused('commentId', 'NOT_YOURS', 'Only its author and owners may change a comment');
}

const BODY_MESSAGE = `A comment has 1 to ${MOST_CHARACTERS} characters, none of them NUL`;

/** Without white space around it and with plain line breaks; null for a text that no comment may have. */
function readBody(body: string): string | null {
  const text = body.replaceAll(/\r\n?/g, '\n').trim();
  return text.length === 0 || text.length > MOST_CHARACTERS || text.includes('\0') ? null : text;
}
