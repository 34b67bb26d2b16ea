import { Field, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { Material } from './material.js';
import { Member } from './member.js';
import { Node } from './node.js';
import { Prediction } from './prediction.js';
import { RelaxedStructure } from './relaxed-structure.js';
import { Search } from './search.js';

@Entity({ name: 'comment' })
@Index('comment_prediction_idx', ['predictionId', 'createdAt', 'id'])
@Index('comment_structure_idx', ['structureId', 'createdAt', 'id'])
@Index('comment_search_idx', ['searchId', 'createdAt', 'id'])
@Index('comment_material_idx', ['materialId', 'createdAt', 'id'])
@Index('comment_created_at_idx', ['createdAt', 'id'])
@Check('comment_subject_check', 'num_nonnulls(prediction_id, structure_id, search_id, material_id) = 1')
@ObjectType('Comment', { implements: Node, description: 'What a member has to say of a prediction, a structure, a search or a material.' })
export class Comment extends Node {
  get nodeType(): NodeType {
    return 'Comment';
  }

  @Column({ name: 'prediction_id', type: 'uuid', nullable: true })
  predictionId!: string | null;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'comment_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @Column({ name: 'structure_id', type: 'uuid', nullable: true })
  structureId!: string | null;

  @ManyToOne(() => RelaxedStructure, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'structure_id', foreignKeyConstraintName: 'comment_structure_fkey' })
  structure?: Relation<RelaxedStructure>;

  @Column({ name: 'search_id', type: 'uuid', nullable: true })
  searchId!: string | null;

  @ManyToOne(() => Search, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'comment_search_fkey' })
  search?: Relation<Search>;

  @Column({ name: 'material_id', type: 'uuid', nullable: true })
  materialId!: string | null;

  @ManyToOne(() => Material, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'material_id', foreignKeyConstraintName: 'comment_material_fkey' })
  material?: Relation<Material>;

  @Column({ name: 'author_id', type: 'uuid' })
  authorId!: string;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'author_id', foreignKeyConstraintName: 'comment_author_fkey' })
  author?: Relation<Member>;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Plain text, line breaks kept.' })
  body!: string;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Column({ name: 'edited_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Null where it stands as it was written.' })
  editedAt!: Date | null;
}
