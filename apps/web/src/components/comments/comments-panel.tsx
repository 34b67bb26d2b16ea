'use client';
import { AddCommentDocument } from '@kessho/schema/generated/graphql';
import { useCallback, useEffect, useState } from 'react';
import { browserClient } from '../../graphql/browser-client';
import { useTranslate } from '../../i18n/use-translate';
import { Button } from '../button';
import { Panel } from '../panel';
import { CommentForm } from './comment-form';
import { CommentItem } from './comment-item';
import styles from './comments.module.css';
import type { LoadedComments } from './load-comments';
import { loadComments } from './load-comments';

const SHOWN_AT_FIRST = 20;
const REFRESH_MS = 10_000;

/** What the team says of a prediction, a structure, a search or a material. @param subjectId its node id */
export function CommentsPanel({ subjectId }: { subjectId: string }) {
  const t = useTranslate();
  const [wanted, setWanted] = useState(SHOWN_AT_FIRST);
  const [loaded, setLoaded] = useState<LoadedComments | 'waiting' | 'failed'>('waiting');
  const reload = useCallback(async () => {
    const answer = await loadComments(subjectId, wanted);
    setLoaded((before) => answer ?? (typeof before === 'string' ? 'failed' : before));
  }, [subjectId, wanted]);
  useEffect(() => {
    void reload();
    const timer = setInterval(() => document.visibilityState === 'visible' && void reload(), REFRESH_MS);
    return () => clearInterval(timer);
  }, [reload]);

  const add = async (body: string): Promise<string | null> => {
    const { data, error } = await browserClient.mutation(AddCommentDocument, { input: { subjectId, body } }).toPromise();
    const problem = data?.addComment.userErrors[0]?.message ?? error?.message ?? null;
    if (problem === null) await reload();
    return problem;
  };

  const count = typeof loaded === 'string' || loaded.totalCount === 0 ? undefined : t('comments.count', { count: loaded.totalCount });
  return (
    <Panel title={t('comments.title')} note={count}>
      {loaded === 'failed' && <p className={styles['note']}>{t('comments.failed')}</p>}
      {typeof loaded !== 'string' && (
        <>
          {loaded.hasEarlier && (
            <p className={styles['note']}>
              <Button size="small" onClick={() => setWanted(wanted + SHOWN_AT_FIRST)}>
                {t('comments.earlier')}
              </Button>
            </p>
          )}
          {loaded.comments.length === 0 ? (
            <p className={styles['note']}>{t('comments.none')}</p>
          ) : (
            <ol className={styles['list']}>
              {loaded.comments.map((comment) => (
                <CommentItem key={comment.id} comment={comment} onChange={reload} />
              ))}
            </ol>
          )}
        </>
      )}
      <CommentForm label={t('comments.yours')} submitLabel={t('comments.add')} initial="" onSubmit={add} />
    </Panel>
  );
}
