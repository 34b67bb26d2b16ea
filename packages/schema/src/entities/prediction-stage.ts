import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { Relation } from 'typeorm';
import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import { DateTime } from '../enums/date-time.js';
import type { StageState, WorkStage } from '../enums/prediction-enums.js';
import { PredictionStageNameEnum, StageStateEnum } from '../enums/prediction-enums.js';
import { Prediction } from './prediction.js';

@Entity({ name: 'prediction_stage' })
@Check('prediction_stage_name_check', `name IN ('propose', 'generate', 'screen', 'select', 'relax', 'reference', 'rank')`)
@Check('prediction_stage_state_check', `state IN ('pending', 'running', 'done', 'failed', 'cancelled')`)
@Check('prediction_stage_done_check', 'done >= 0 AND total >= 0 AND done <= total')
@ObjectType('PredictionStage', { description: 'One stage of one prediction.' })
export class PredictionStage {
  @PrimaryColumn({ name: 'prediction_id', type: 'uuid' })
  predictionId!: string;

  @ManyToOne(() => Prediction, { onDelete: 'CASCADE' })
  @JoinColumn({ name: 'prediction_id', foreignKeyConstraintName: 'prediction_stage_prediction_fkey' })
  prediction?: Relation<Prediction>;

  @PrimaryColumn({ type: 'text' })
  @Field(() => PredictionStageNameEnum)
  name!: WorkStage;

  @Column({ type: 'text' })
  @Field(() => StageStateEnum)
  state!: StageState;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Pieces finished: candidates in screening and relaxation, portions of work elsewhere.' })
  done!: number;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Pieces in all; 0 before the stage is planned.' })
  total!: number;

  @Column({ name: 'started_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true })
  startedAt!: Date | null;

  @Column({ name: 'finished_at', type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTime, { nullable: true })
  finishedAt!: Date | null;

  @Column({ type: 'integer', default: 0 })
  @Field(() => Int, { description: 'Portions of work begun, repeats included; more than the portions when a worker was lost.' })
  attempts!: number;

  @Field(() => Float, { nullable: true, description: 'Pieces per second since the start of the stage; null before the first piece.' })
  rate(): number | null {
    if (this.startedAt === null || this.done === 0) return null;
    const seconds = ((this.finishedAt ?? new Date()).getTime() - this.startedAt.getTime()) / 1000;
    return seconds > 0 ? this.done / seconds : null;
  }
}
