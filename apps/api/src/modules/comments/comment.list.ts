import type { KeysetList } from '../../database/keyset-page.js';
import type { SubjectType } from './comment-subject.js';
import { subjectKind } from './comment-subject.js';

/** All comments; on a page of the dashboard those of one subject. */
export const COMMENT_LIST: KeysetList<'created-at'> = {
  name: 'comments',
  from: 'comment t',
  parentColumn: null,
  orders: { 'created-at': { column: 't.created_at', type: 'timestamptz' } },
  defaultOrder: [{ field: 'created-at', direction: 'asc' }],
};

export const commentsOf = (type: SubjectType): KeysetList<'created-at'> => ({
  ...COMMENT_LIST,
  name: `${type}.comments`,
  parentColumn: subjectKind(type).column,
});
