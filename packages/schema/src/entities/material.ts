import { Field, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { Composition } from './composition.js';
import { Node } from './node.js';

@Entity({ name: 'material' })
@Unique('material_source_key', ['source', 'sourceId'])
@Index('material_source_id_idx', ['sourceId', 'id'])
@ObjectType('Material', {
  implements: Node,
  description: 'A known phase that a prediction met: as a competing phase of a hull, a match or a prototype.',
})
export class Material extends Node {
  get nodeType(): NodeType {
    return 'Material';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Name of the collection, `materials-project`.' })
  source!: string;

  @Column({ name: 'source_id', type: 'text' })
  @Field(() => String, { description: 'Id in its collection, `mp-2998`.' })
  sourceId!: string;

  @Index('material_formula_idx')
  @Column({ type: 'text' })
  @Field(() => String, { description: 'Reduced formula.' })
  formula!: string;

  @Index('material_composition_idx')
  @Column({ name: 'composition_id', type: 'uuid' })
  compositionId!: string;

  @ManyToOne(() => Composition, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'composition_id', foreignKeyConstraintName: 'material_composition_fkey' })
  composition?: Relation<Composition>;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;
}
