import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, CreateDateColumn, Entity, Index, JoinColumn, ManyToOne } from 'typeorm';
import type { Budget, ReferenceDemand } from '@kessho/core/prediction/stage-types';
import { DateTime } from '../enums/date-time.js';
import type { PredictionState, WorkStage } from '../enums/prediction-enums.js';
import { BudgetEnum, PredictionStageNameEnum, PredictionStateEnum, ReferenceDemandEnum } from '../enums/prediction-enums.js';
import type { NodeType } from '../node-id.js';
import { Composition } from './composition.js';
import { EnergyModel } from './energy-model.js';
import { Member } from './member.js';
import { Node } from './node.js';
import { ReferenceSet } from './reference-set.js';

@Entity({ name: 'prediction' })
@Index('prediction_created_at_idx', ['createdAt', 'id'])
@Index('prediction_finished_at_idx', ['finishedAt', 'id'])
@Index('prediction_composition_idx', ['compositionId', 'createdAt'])
@Index('prediction_started_by_idx', ['startedById', 'createdAt', 'id'])
@Index('prediction_state_idx', ['state'])
@Index('prediction_live_input_key', ['inputHash'], { unique: true, where: `state IN ('queued', 'running', 'succeeded')` })
@Check('prediction_state_check', `state IN ('queued', 'running', 'succeeded', 'failed', 'cancelled')`)
@Check('prediction_budget_check', `budget IN ('quick', 'standard', 'thorough')`)
@Check('prediction_reference_demand_check', `reference_demand IN ('as-needed', 'relaxed', 'none')`)
@Check('prediction_max_atoms_check', 'max_atoms BETWEEN 1 AND 1000')
@ObjectType('Prediction', {
  implements: Node,
  simpleResolvers: true,
  description: 'One request: its parameters, how far it is, and everything it made.',
})
export class Prediction extends Node {
  get nodeType(): NodeType {
    return 'Prediction';
  }

  @Column({ name: 'composition_id', type: 'uuid' })
  compositionId!: string;

  @ManyToOne(() => Composition, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'composition_id', foreignKeyConstraintName: 'prediction_composition_fkey' })
  composition?: Relation<Composition>;

  @Column({ name: 'formula_text', type: 'text' })
  @Field(() => String, { description: 'The formula as it was entered.' })
  formulaText!: string;

  @Column({ type: 'text' })
  @Field(() => String, { description: 'Equal seeds, models and code give equal candidates.' })
  seed!: string;

  @Column({ type: 'text' })
  @Field(() => BudgetEnum)
  budget!: Budget;

  @Column({ name: 'max_atoms', type: 'integer' })
  @Field(() => Int, { description: 'Most atoms in a primitive cell.' })
  maxAtoms!: number;

  @Column({ name: 'space_groups', type: 'integer', array: true })
  @Field(() => [Int], { description: 'Only these space groups; empty for all.' })
  spaceGroups!: number[];

  @Column({ name: 'pressure_gpa', type: 'double precision' })
  @Field(() => Float, { description: 'External pressure, GPa.' })
  pressureGPa!: number;

  @Column({ type: 'boolean' })
  @Field(() => Boolean, { description: 'No crystal of this very composition counted as known.' })
  holdout!: boolean;

  @Column({ name: 'reference_demand', type: 'text', default: 'as-needed' })
  @Field(() => ReferenceDemandEnum, { description: 'When known crystals are relaxed for its hull.' })
  referenceDemand!: ReferenceDemand;

  @Column({ name: 'judge_id', type: 'uuid', nullable: true })
  judgeId!: string | null;

  @ManyToOne(() => EnergyModel, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'judge_id', foreignKeyConstraintName: 'prediction_judge_fkey' })
  judge?: Relation<EnergyModel> | null;

  /** sha256 of everything that determines the result. */
  @Column({ name: 'input_hash', type: 'text' })
  inputHash!: string;

  /** Fingerprint of the models this prediction was planned for; a worker with others drops it. */
  @Column({ name: 'models_version', type: 'text' })
  modelsVersion!: string;

  @Column({ name: 'code_version', type: 'text' })
  @Field(() => String, { description: 'Version of the program that accepted the request.' })
  codeVersion!: string;

  @Column({ name: 'model_ids', type: 'uuid', array: true, default: '{}' })
  modelIds!: string[];

  @Column({ name: 'reference_set_id', type: 'uuid', nullable: true })
  referenceSetId!: string | null;

  @ManyToOne(() => ReferenceSet, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'reference_set_id', foreignKeyConstraintName: 'prediction_reference_set_fkey' })
  referenceSet?: Relation<ReferenceSet> | null;

  @Column({ type: 'text' })
  @Field(() => PredictionStateEnum)
  state!: PredictionState;

  @Column({ type: 'text', nullable: true })
  @Field(() => PredictionStageNameEnum, { nullable: true, description: 'Stage at work; null before the first and after the last.' })
  stage!: WorkStage | null;

  /** Order in the queue: seconds since 2026 when it should have its turn. */
  @Column({ name: 'turn', type: 'integer' })
  turn!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Rises with every change; two readings with the same number are the same.' })
  sequence!: number;

  /** Attempts of the generation so far, those thrown away included. */
  @Column({ name: 'generated_count', type: 'integer', default: 0 })
  generatedCount!: number;

  @Column({ name: 'volume_per_atom', type: 'double precision', nullable: true })
  @Field(() => Float, { nullable: true, description: 'Predicted, Å³ per atom.' })
  predictedVolumePerAtom!: number | null;

  @Column({ name: 'failure_code', type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Set if and only if the state is FAILED.' })
  failureCode!: string | null;

  @Column({ name: 'failure_message', type: 'text', nullable: true })
  @Field(() => String, { nullable: true })
  failureMessage!: string | null;

  @Column({ name: 'started_by', type: 'uuid', nullable: true })
  startedById!: string | null;

  @ManyToOne(() => Member, { onDelete: 'RESTRICT' })
  @JoinColumn({ name: 'started_by', foreignKeyConstraintName: 'prediction_started_by_fkey' })
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
}
