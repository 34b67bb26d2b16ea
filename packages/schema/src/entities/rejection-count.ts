import { Field, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type { WorkStage } from '../enums/prediction-enums.js';
import { PredictionStageNameEnum } from '../enums/prediction-enums.js';
import { Prediction } from './prediction.js';

@Entity({ name: 'rejection_count' })
@Check('rejection_count_count_check', 'count >= 1')
@ObjectType('RejectionCount', { description: 'How many were thrown away in a stage, and why.' })
export class RejectionCount {
  @PrimaryColumn({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'rejection_count_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @PrimaryColumn({ type: 'text' })
  @Field(() => PredictionStageNameEnum)
  stage!: WorkStage;

  @PrimaryColumn({ type: 'text' })
  @Field(() => String)
  reason!: string;

  @Column({ type: 'integer' })
  @Field(() => Int)
  count!: number;
}
