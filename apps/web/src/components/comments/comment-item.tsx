'use client';
import type { CommentRowFragment } from '@kessho/schema/generated/graphql';
import { DeleteCommentDocument, EditCommentDocument } from '@kessho/schema/generated/graphql';
import { useState } from 'react';
import { formatDateTime } from '../../format/format-time';
import { browserClient } from '../../graphql/browser-client';
import { useLanguage } from '../../i18n/use-translate';
import { Button } from '../button';
import { ConfirmButton } from '../confirm-button';
import { CommentForm } from './comment-form';
import { CommentText } from './comment-text';
import styles from './comments.module.css';

/** One comment; whoever may change it finds the buttons here. */
export function CommentItem({ comment, onChange }: { comment: CommentRowFragment; onChange: () => Promise<void> }) {
  const { locale, t } = useLanguage();
  const [isEditing, setEditing] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const { id, body, author, createdAt, editedAt, mayEdit } = comment;

  const edit = async (text: string): Promise<string | null> => {
    const { data, error } = await browserClient.mutation(EditCommentDocument, { input: { commentId: id, body: text } }).toPromise();
    const problem = data?.editComment.userErrors[0]?.message ?? error?.message ?? null;
    if (problem !== null) return problem;
    await onChange();
    setEditing(false);
    return null;
  };
  const remove = async () => {
    const { data, error } = await browserClient.mutation(DeleteCommentDocument, { input: { commentId: id } }).toPromise();
    setFailure(data?.deleteComment.userErrors[0]?.message ?? error?.message ?? null);
    await onChange();
  };

  return (
    <li>
      <div className={styles['head']}>
        <strong>{author.name}</strong>
        <time dateTime={createdAt} suppressHydrationWarning>
          {formatDateTime(createdAt, locale)}
        </time>
        {editedAt !== null && (
          <time dateTime={editedAt} title={formatDateTime(editedAt, locale)} suppressHydrationWarning>
            {t('comments.edited')}
          </time>
        )}
        {mayEdit && !isEditing && (
          <span className={styles['actions']}>
            <Button size="small" variant="quiet" aria-label={t('comments.editOf', { name: author.name })} onClick={() => setEditing(true)}>
              {t('comments.edit')}
            </Button>
            <ConfirmButton
              variant="quiet"
              text={t('comments.delete')}
              label={t('comments.deleteOf', { name: author.name })}
              sureText={t('comments.sure')}
              sureLabel={t('comments.deleteSure', { name: author.name })}
              onConfirm={() => void remove()}
            />
          </span>
        )}
      </div>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
      {isEditing ? (
        <CommentForm label={t('comments.yours')} submitLabel={t('comments.save')} initial={body} onSubmit={edit} onCancel={() => setEditing(false)} />
      ) : (
        <CommentText text={body} />
      )}
    </li>
  );
}
