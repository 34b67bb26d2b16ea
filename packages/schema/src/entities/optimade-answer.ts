import { Field, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { OptimadeState } from '../enums/optimade-enums.js';
import { OptimadeStateEnum } from '../enums/optimade-enums.js';
import { OptimadeSearch } from './optimade-search.js';

@Entity({ name: 'optimade_answer' })
@Check('optimade_answer_state_check', `state IN ('waiting', 'asking', 'ok', 'unsupported', 'timeout', 'error', 'disabled')`)
@ObjectType('OptimadeAnswer', { description: 'How one provider answers a search.' })
export class OptimadeAnswer {
  @PrimaryColumn({ name: 'search_id', type: 'uuid', primaryKeyConstraintName: 'optimade_answer_pkey' })
  searchId!: string;

  @ManyToOne(() => OptimadeSearch, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'search_id', foreignKeyConstraintName: 'optimade_answer_search_fkey' })
  search?: Relation<OptimadeSearch>;

  @PrimaryColumn({ name: 'provider_id', type: 'text', primaryKeyConstraintName: 'optimade_answer_pkey' })
  @Field(() => String)
  providerId!: string;

  @Column({ name: 'provider_name', type: 'text' })
  @Field(() => String)
  providerName!: string;

  @Column({ type: 'text' })
  @Field(() => OptimadeStateEnum)
  state!: OptimadeState;

  @Column({ name: 'is_truncated', type: 'boolean', default: false })
  @Field(() => Boolean, { description: 'There may be more crystals than were read.' })
  isTruncated!: boolean;

  @Column({ type: 'integer', nullable: true })
  @Field(() => Int, { nullable: true, description: 'HTTP status of an error or of a feature that is lacking; null where there was none.' })
  status!: number | null;

  @Column({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'The lacking feature; what the server says of its error; why the answer is truncated.' })
  detail!: string | null;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Entries the provider sent, up to the limit of the search.' })
  received!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Crystals found: read, analyzed, and fulfilling the filter.' })
  found!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Entries passed over since several elements, or part of an atom, share a site.' })
  disordered!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Entries passed over since they could not be read or analyzed.' })
  unreadable!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Entries that do not fulfill what the provider was asked for.' })
  mismatched!: number;

  @Column({ name: 'sorted_out', type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Entries left out by conditions that providers are not asked for, such as the space group.' })
  sortedOut!: number;

  @Column({ name: 'answered_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true, description: 'Null while the provider is being asked.' })
  answeredAt!: Date | null;
}
