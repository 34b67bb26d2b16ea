import type { Comment } from '@kessho/schema/entities/comment';
import { Material } from '@kessho/schema/entities/material';
import type { Node } from '@kessho/schema/entities/node';
import { Prediction } from '@kessho/schema/entities/prediction';
import { RelaxedStructure } from '@kessho/schema/entities/relaxed-structure';
import { Search } from '@kessho/schema/entities/search';
import type { NodeType } from '@kessho/schema/node-id';
import { decodeNodeId } from '@kessho/schema/node-id';
import type { EntityTarget } from 'typeorm';

/** What may be commented, with the column that says which. */
const SUBJECTS = {
  Prediction: { entity: Prediction, property: 'predictionId', column: 't.prediction_id' },
  RelaxedStructure: { entity: RelaxedStructure, property: 'structureId', column: 't.structure_id' },
  Search: { entity: Search, property: 'searchId', column: 't.search_id' },
  Material: { entity: Material, property: 'materialId', column: 't.material_id' },
} as const satisfies { readonly [Type in NodeType]?: SubjectKind };

interface SubjectKind {
  readonly entity: EntityTarget<Node>;
  readonly property: keyof Comment;
  readonly column: string;
}

export type SubjectType = keyof typeof SUBJECTS;

/** One thing that is commented. */
export interface CommentSubject {
  readonly type: SubjectType;
  readonly uuid: string;
}

export const subjectKind = (type: SubjectType): (typeof SUBJECTS)[SubjectType] => SUBJECTS[type];

/** Null for an id that is none, or of something that has no comments. */
export function subjectFromId(id: string): CommentSubject | null {
  const node = decodeNodeId(id);
  if (node === null || !Object.hasOwn(SUBJECTS, node.type)) return null;
  return { type: node.type as SubjectType, uuid: node.uuid };
}

export function subjectOf(comment: Comment): CommentSubject {
  for (const type of Object.keys(SUBJECTS) as SubjectType[]) {
    const uuid = comment[SUBJECTS[type].property];
    if (uuid !== null) return { type, uuid };
  }
  throw new Error(`The comment ${comment.id} is about nothing`);
}
