import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { SearchMethod, SearchRequest } from '@kessho/core/search/search-types';
import { DateTime } from '../enums/date-time.js';
import type { SearchLife } from '../enums/search-enums.js';
import { SearchMethodEnum, SearchStateEnum } from '../enums/search-enums.js';
import type { NodeType } from '../node-id.js';
import { SearchCurvePoint } from '../results/search-results.js';
import { EnergyModel } from './energy-model.js';
import { Member } from './member.js';
import { Node } from './node.js';

@Entity({ name: 'search' })
@Index('search_created_at_idx', ['createdAt', 'id'])
@Index('search_started_by_idx', ['startedById', 'createdAt', 'id'])
@Index('search_state_idx', ['state'])
@Index('search_energy_model_idx', ['energyModelId'])
@Index('search_input_key', ['inputHash'], { unique: true, where: `state <> 'failed'` })
@Check('search_state_check', `state IN ('queued', 'running', 'succeeded', 'failed', 'stopped')`)
@ObjectType('Search', { implements: Node, description: 'A search without imitation: individuals with their descent, and the phases they became.' })
export class Search extends Node {
  get nodeType(): NodeType {
    return 'Search';
  }

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Reduced formula, or the chemical system whose compositions are all searched.' })
  subject!: string;

  @Column({ type: 'text' })
  @Field(() => SearchMethodEnum)
  method!: SearchMethod;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Equal seeds, inputs and models give equal searches, however many workers take part.' })
  seed!: string;

  @Column({ type: 'integer' })
  @Field(() => Int, { description: 'Relaxations to spend.' })
  budget!: number;

  @Column({ name: 'max_atoms', type: 'integer' })
  @Field(() => Int, { description: 'Most atoms in the cell that is relaxed.' })
  maxAtoms!: number;

  @Column({ name: 'pressure_gpa', type: 'double precision' })
  @Field(() => Float, { description: 'External pressure, GPa.' })
  pressureGPa!: number;

  /** All that the search was asked, as the core takes it. */
  @Column({ type: 'jsonb' })
  request!: SearchRequest;

  @Column({ name: 'input_hash', type: 'text' })
  inputHash!: string;

  @Column({ type: 'text', default: 'queued' })
  @Field(() => SearchStateEnum)
  state!: SearchLife;

  @Column({ name: 'models_version', type: 'text' })
  modelsVersion!: string;

  @Column({ name: 'code_version', type: 'text' })
  @Field(() => String)
  codeVersion!: string;

  @Column({ name: 'energy_model_id', type: 'uuid', nullable: true })
  energyModelId!: string | null;

  @ManyToOne(() => EnergyModel, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'energy_model_id', foreignKeyConstraintName: 'search_energy_model_fkey' })
  energyModel?: Relation<EnergyModel> | null;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Rises with every change.' })
  sequence!: number;

  /** Tasks begun so far. */
  @Column({ type: 'integer', default: 0 })
  begun!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Relaxations that have ended.' })
  relaxations!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Evaluations of the potential.' })
  evaluations!: number;

  @Column({ type: 'jsonb', default: [] })
  @Field(() => [SearchCurvePoint], { description: 'A point wherever the best or the hull has changed, and one at the end.' })
  curve!: SearchCurvePoint[];

  /** What its method remembers, by the structured clone of V8: every number to the last bit. */
  @Column({ type: 'bytea', nullable: true })
  memory!: Buffer | null;

  @Column({ name: 'ranked_at', type: 'timestamptz', precision: 3, nullable: true })
  rankedAt!: Date | null;

  @Column({ type: 'integer' })
  turn!: number;

  @Column({ name: 'started_by', type: 'uuid', nullable: true })
  startedById!: string | null;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'started_by', foreignKeyConstraintName: 'search_started_by_fkey' })
  startedBy?: Relation<Member> | null;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz', precision: 3 })
  @Field(() => DateTime)
  createdAt!: Date;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  failureCode!: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  failureMessage!: string | null;
}
