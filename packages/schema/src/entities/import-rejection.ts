import { Field, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import type { NodeType } from '../node-id.js';
import { MaterialImport } from './material-import.js';
import { Node } from './node.js';

@Entity({ name: 'import_rejection' })
@Unique('import_rejection_ordinal_key', ['importId', 'ordinal'])
@ObjectType('ImportRejection', { implements: Node, description: 'A record that an import passed over, and why.' })
export class ImportRejection extends Node {
  get nodeType(): NodeType {
    return 'ImportRejection';
  }

  @Column({ name: 'import_id', type: 'uuid' })
  importId!: string;

  @ManyToOne(() => MaterialImport, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'import_id', foreignKeyConstraintName: 'import_rejection_import_fkey' })
  import?: Relation<MaterialImport>;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'From 1, in the order of the source.' })
  ordinal!: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'File, file within an archive, or address.' })
  file!: string;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'Line of the file where the record begins or breaks, from 1.' })
  line!: number | null;

  @Column({ name: 'source_id', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Where the record could be read so far.' })
  sourceId!: string | null;

  @Column({ type: 'text' })
  @Field(() => String, { description: '`ParseFailed`, `PartialOccupancy`, `InvalidStructure` …' })
  code!: string;

  @Column({ type: 'text' })
  @Field(() => String)
  message!: string;
}
