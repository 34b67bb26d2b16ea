import { Field, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { Member } from './member.js';
import { Node } from './node.js';

@Entity({ name: 'project' })
@Index('project_created_at_idx', ['createdAt', 'id'])
@Index('project_created_by_idx', ['createdById'])
@ObjectType('Project', { implements: Node, description: 'A named collection of predictions and searches; each may be in several.' })
export class Project extends Node {
  get nodeType(): NodeType {
    return 'Project';
  }

  @Column({ type: 'text' })
  @Field(() => String)
  name!: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Plain text; may be empty.' })
  description!: string;

  @Column({ name: 'created_by', type: 'uuid' })
  createdById!: string;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'created_by', foreignKeyConstraintName: 'project_created_by_fkey' })
  createdBy?: Relation<Member>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;
}
