import type { JsonValue } from '@kessho/core/formats/records/source-record';
import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Column, Entity, JoinColumn, ManyToOne, Unique } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { NodeType } from '../node-id.js';
import { SpaceGroup } from '../results/space-group-label.js';
import { Node } from './node.js';
import { OptimadeSearch } from './optimade-search.js';

@Entity({ name: 'optimade_result' })
@Unique('optimade_result_ordinal_key', ['searchId', 'ordinal'])
@Unique('optimade_result_entry_key', ['searchId', 'providerId', 'databaseUrl', 'entryId'])
@ObjectType('OptimadeResult', {
  implements: Node,
  description: 'A crystal of an OPTIMADE provider. Formula, symmetry and prototype are our own, of the sites it sent; energies are as reported.',
})
export class OptimadeResult extends Node {
  get nodeType(): NodeType {
    return 'OptimadeResult';
  }

  @Column({ name: 'search_id', type: 'uuid' })
  searchId!: string;

  @ManyToOne(() => OptimadeSearch, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'optimade_result_search_fkey' })
  search?: Relation<OptimadeSearch>;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'From 1, in the order of arrival.' })
  ordinal!: number;

  @Column({ name: 'provider_id', type: 'text' })
  @Field(() => String)
  providerId!: string;

  @Column({ name: 'database_url', type: 'text' })
  @Field(() => String, { description: 'Base URL of the database of the provider.' })
  databaseUrl!: string;

  @Column({ name: 'entry_id', type: 'text' })
  @Field(() => String, { description: 'The id the provider gave.' })
  entryId!: string;

  @Column({ name: 'entry_url', type: 'text' })
  @Field(() => String, { description: 'Address of the entry at the provider, as JSON.' })
  entryUrl!: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Reduced formula.' })
  formula!: string;

  @Column({ type: 'integer' })
  @Field(() => Int, { name: 'numberOfSites', description: 'In the cell that the provider sent.' })
  nsites!: number;

  @Column({ name: 'volume_per_atom', type: 'double precision' })
  @Field(() => Float, { description: 'Å³ per atom.' })
  volumePerAtom!: number;

  @Column({ name: 'space_group_number', type: 'integer' })
  spaceGroupNumber!: number;

  @Column({ name: 'space_group_symbol', type: 'text' })
  spaceGroupSymbol!: string;

  @Column({ type: 'double precision' })
  @Field(() => Float, { description: 'Tolerance of the symmetry, Å.' })
  symprec!: number;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Label of its prototype.' })
  prototype!: string;

  @Column({ type: 'jsonb' })
  @Field(() => GraphQLJSONObject, {
    description: 'Energies, gaps and functionals by the names of the provider, in its units and with its signs; not comparable between providers.',
  })
  energies!: { readonly [name: string]: JsonValue };

  /** The entry as the provider sent it. */
  @Column({ type: 'jsonb', select: false })
  payload?: { readonly [name: string]: JsonValue };

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'As the database names it: identifiers of SPDX, or an address. Null where it names none.' })
  license!: string | null;

  @Column({ name: 'retrieved_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime, { description: 'When the provider sent it; answers are kept for some hours.' })
  retrievedAt!: Date;

  @Field(() => SpaceGroup, { description: 'Found from the sites with `symprec`.' })
  spaceGroup(): SpaceGroup {
    return { number: this.spaceGroupNumber, symbol: this.spaceGroupSymbol };
  }
}
